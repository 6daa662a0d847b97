import { unreachable } from '../unreachable.ts';
import type { Unit } from './unit.ts';

export const unitActions = [
  'acknowledged',
  'departed',
  'arrived',
  'cleared',
  'made-free',
  'made-busy',
  'went-off',
  'checked-in',
] as const;
/** What a unit, or a dispatcher in its name, says of itself. */
export type UnitAction = (typeof unitActions)[number];

export type UnitEvent =
  | { readonly type: UnitAction }
  | { readonly type: 'assigned'; readonly incidentId: string; readonly checkInMs: number | null }
  | { readonly type: 'check-in-missed' };

export const unitRefusals = [
  'not-free',
  'not-assigned',
  'acknowledged-already',
  'on-scene-already',
  'so-already',
  'assignment-first',
  'no-check-in',
  'not-due',
] as const;
export type UnitRefusal = (typeof unitRefusals)[number];

export type UnitAdvance =
  | { readonly ok: true; readonly unit: Unit }
  | { readonly ok: false; readonly reason: UnitRefusal };

/**
 * | state    | assigned | acknowledged | departed | arrived  | cleared | made-free | made-busy | went-off |
 * |----------|----------|--------------|----------|----------|---------|-----------|-----------|----------|
 * | free     | assigned | -            | -        | -        | -       | -         | busy      | off      |
 * | assigned | -        | assigned     | en-route | on-scene | free    | -         | -         | -        |
 * | en-route | -        | -            | -        | on-scene | free    | -         | -         | -        |
 * | on-scene | -        | -            | -        | -        | free    | -         | -         | -        |
 * | busy     | -        | -            | -        | -        | -       | free      | -         | off      |
 * | off      | -        | -            | -        | -        | -       | free      | -         | -        |
 *
 * Whatever a unit says of itself is a check-in too: who arrives need not say that all is well. Departing and arriving
 * acknowledge. Checking in, and missing it, change no state.
 * @returns the changed unit, its version one higher, or why nothing changed.
 */
export function advanceUnit(
  unit: Unit,
  event: UnitEvent,
  at: { readonly by: string; readonly nowMs: number },
): UnitAdvance {
  const { by, nowMs } = at;
  const become = (change: Partial<Unit>): UnitAdvance => ({
    ok: true,
    unit: {
      ...unit,
      checkIn: heard(unit, nowMs),
      ...(change.state === undefined || change.state === unit.state ? {} : { stateSinceMs: nowMs }),
      ...change,
      changedBy: by,
      version: unit.version + 1,
    },
  });
  const { state, assignment } = unit;
  switch (event.type) {
    case 'assigned':
      if (state !== 'free') return refused('not-free');
      return become({
        state: 'assigned',
        assignment: {
          incidentId: event.incidentId,
          assignedAtMs: nowMs,
          assignedBy: by,
          acknowledgedAtMs: null,
        },
        checkIn:
          event.checkInMs === null
            ? null
            : { everyMs: event.checkInMs, dueAtMs: nowMs + event.checkInMs, missedAtMs: null },
      });
    case 'acknowledged':
      if (assignment === null) return refused('not-assigned');
      if (assignment.acknowledgedAtMs !== null) return refused('acknowledged-already');
      return become({ assignment: { ...assignment, acknowledgedAtMs: nowMs } });
    case 'departed':
    case 'arrived': {
      if (assignment === null) return refused('not-assigned');
      if (state === 'on-scene') return refused('on-scene-already');
      if (state === 'en-route' && event.type === 'departed') return refused('so-already');
      const acknowledgedAtMs = assignment.acknowledgedAtMs ?? nowMs;
      const next = event.type === 'departed' ? 'en-route' : 'on-scene';
      return become({ state: next, assignment: { ...assignment, acknowledgedAtMs } });
    }
    case 'cleared':
      if (assignment === null) return refused('not-assigned');
      return become({ state: 'free', assignment: null, checkIn: null });
    case 'made-free':
    case 'made-busy':
    case 'went-off': {
      if (assignment !== null) return refused('assignment-first');
      const next = ({ 'made-free': 'free', 'made-busy': 'busy', 'went-off': 'off' } as const)[event.type];
      if (state === next) return refused('so-already');
      // Who is off duty comes on duty free: at work of its own it can only be after that.
      if (state === 'off' && next === 'busy') return refused('not-free');
      return become({ state: next });
    }
    case 'checked-in':
      if (unit.checkIn === null) return refused('no-check-in');
      return become({});
    case 'check-in-missed':
      if (unit.checkIn === null) return refused('no-check-in');
      if (unit.checkIn.dueAtMs > nowMs || unit.checkIn.missedAtMs !== null) return refused('not-due');
      return become({ checkIn: { ...unit.checkIn, missedAtMs: nowMs } });
    default:
      return unreachable(event);
  }
}

/** What this unit may say of itself now. */
export function possibleActions(unit: Unit): readonly UnitAction[] {
  return unitActions.filter((type) => advanceUnit(unit, { type }, { by: '', nowMs: 0 }).ok);
}

function heard({ checkIn }: Unit, nowMs: number): Unit['checkIn'] {
  return checkIn === null ? null : { ...checkIn, dueAtMs: nowMs + checkIn.everyMs, missedAtMs: null };
}

function refused(reason: UnitRefusal): UnitAdvance {
  return { ok: false, reason };
}
