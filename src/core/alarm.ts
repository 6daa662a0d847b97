import type { Priority } from './priority.ts';
import { rationalisation } from './rationalisation.ts';
import type { Situation } from './situation/situation.ts';
import { unreachable } from './unreachable.ts';
import type { SituationKind } from './zone.ts';

/** States of IEC 62682 in use so far; shelved, suppressed and out of service come with the control room. */
export const alarmStates = ['unacknowledged', 'acknowledged', 'returned-unacknowledged', 'normal'] as const;
export type AlarmState = (typeof alarmStates)[number];

export type Alarm = {
  readonly id: string;
  readonly situationId: string;
  readonly cameraId: string;
  readonly zoneId: string | null;
  readonly kind: SituationKind;
  readonly priority: Priority;
  readonly state: AlarmState;
  readonly raisedAtMs: number;
  readonly returnedAtMs: number | null;
  readonly acknowledgedAtMs: number | null;
  readonly acknowledgedBy: string | null;
  /** Counts changes; a command names the version it saw. */
  readonly version: number;
};

export const alarmEventTypes = ['acknowledged', 'returned', 're-raised'] as const;

export type AlarmEvent =
  /** A person took notice. */
  | { readonly type: 'acknowledged'; readonly by: string }
  /** The situation ended. */
  | { readonly type: 'returned' }
  /** The condition is back before the alarm was closed, or after: the alarm stands again and must be noticed again. */
  | { readonly type: 're-raised'; readonly situationId: string };

export type AlarmRefusal =
  | 'already-acknowledged'
  | 'already-returned'
  | 'already-raised'
  /** Acknowledging needs a name. */
  | 'nobody-named';

export type Advance =
  | { readonly ok: true; readonly alarm: Alarm }
  | { readonly ok: false; readonly reason: AlarmRefusal };

/** The alarm of a situation that has just begun. @param id made by the caller, unique. */
export function raise(situation: Situation, { id, nowMs }: { id: string; nowMs: number }): Alarm {
  return {
    id,
    situationId: situation.id,
    cameraId: situation.cameraId,
    zoneId: situation.zoneId,
    kind: situation.kind,
    priority: priorityOf(situation),
    state: 'unacknowledged',
    raisedAtMs: nowMs,
    returnedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    version: 1,
  };
}

/** By kind, as rationalised; crowding at Fruin's level F (breakdown, over 2.17 people per m2) is high. */
export function priorityOf(situation: Pick<Situation, 'kind' | 'levelOfService'>): Priority {
  if (situation.kind === 'crowding' && situation.levelOfService === 'F') return 'high';
  return rationalisation[situation.kind].priority;
}

/**
 * The alarm life cycle of IEC 62682, without shelving and latching:
 *
 * | state                   | acknowledged         | returned                | re-raised      |
 * |-------------------------|----------------------|-------------------------|----------------|
 * | unacknowledged          | acknowledged         | returned-unacknowledged | refused        |
 * | acknowledged            | refused              | normal                  | refused        |
 * | returned-unacknowledged | normal               | refused                 | unacknowledged |
 * | normal                  | refused              | refused                 | unacknowledged |
 *
 * An alarm becomes normal only when someone has noticed it and its situation has ended, in either order.
 * @returns the changed alarm with its version one higher, or why nothing changed. A refusal is no error: two
 *   operators may press at once.
 */
export function advance(alarm: Alarm, event: AlarmEvent, nowMs: number): Advance {
  switch (event.type) {
    case 'acknowledged': {
      if (event.by.trim() === '') return refused('nobody-named');
      if (alarm.acknowledgedAtMs !== null) return refused('already-acknowledged');
      return changed(alarm, {
        state: alarm.state === 'returned-unacknowledged' ? 'normal' : 'acknowledged',
        acknowledgedAtMs: nowMs,
        acknowledgedBy: event.by,
      });
    }
    case 'returned': {
      if (alarm.returnedAtMs !== null) return refused('already-returned');
      return changed(alarm, {
        state: alarm.state === 'acknowledged' ? 'normal' : 'returned-unacknowledged',
        returnedAtMs: nowMs,
      });
    }
    case 're-raised': {
      if (alarm.returnedAtMs === null) return refused('already-raised');
      return changed(alarm, {
        state: 'unacknowledged',
        situationId: event.situationId,
        returnedAtMs: null,
        acknowledgedAtMs: null,
        acknowledgedBy: null,
      });
    }
    default:
      return unreachable(event);
  }
}

/** Standing: the condition still holds, or nobody has noticed it yet. */
export function isOpen(alarm: Pick<Alarm, 'state'>): boolean {
  return alarm.state !== 'normal';
}

function changed(alarm: Alarm, change: Partial<Alarm>): Advance {
  return { ok: true, alarm: { ...alarm, ...change, version: alarm.version + 1 } };
}

function refused(reason: AlarmRefusal): Advance {
  return { ok: false, reason };
}
