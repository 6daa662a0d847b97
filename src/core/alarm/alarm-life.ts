import { unreachable } from '../unreachable.ts';
import { type Alarm, type AlarmState, asksForNotice } from './alarm.ts';
import { type Escalation, isTold, isUnheard } from './escalation.ts';
import type { Aside, AsideKind } from './set-aside.ts';

export type AlarmEvent =
  /** A person took notice. */
  | { readonly type: 'acknowledged'; readonly by: string }
  /** The condition is over. */
  | { readonly type: 'returned' }
  /** The condition is back: the alarm stands again and must be noticed again. */
  | { readonly type: 're-raised'; readonly situationId: string }
  /** A person lets a latched alarm go. */
  | { readonly type: 'reset'; readonly by: string }
  /** Shelved by a person, suppressed by a rule, or taken out of service by an administrator. */
  | { readonly type: 'set-aside'; readonly aside: Aside }
  /** Its shelf has ended, what suppressed it is over, or it is put back into service. */
  | { readonly type: 'brought-back'; readonly from: AsideKind }
  /** Nobody has noticed it in time: somebody else is told. Changes no state. */
  | { readonly type: 'escalated'; readonly escalation: Escalation }
  /** Somebody says that it was not worth attention, or takes that back (`by` null). Changes no state. */
  | { readonly type: 'marked-nuisance'; readonly by: string | null };

export type AlarmRefusal =
  | 'already-acknowledged'
  | 'already-returned'
  | 'already-raised'
  | 'already-set-aside'
  | 'not-set-aside'
  | 'not-latched'
  | 'already-marked'
  /** This rule has handed it on before. */
  | 'already-escalated'
  /** It asks nobody now, so there is nothing to notice or reset. */
  | 'is-set-aside'
  | 'closed'
  /** Noticing and resetting need a name. */
  | 'nobody-named';

export type Advance =
  | { readonly ok: true; readonly alarm: Alarm }
  | { readonly ok: false; readonly reason: AlarmRefusal };

/**
 * The alarm life cycle of IEC 62682 / ISA-18.2, every state and event. `*` where the condition holds, `-` where it is
 * over; (L) for an alarm that latches; `.` is a refusal. "aside" is one of shelved, suppressed, out of service (oos).
 *
 * | state           | acknowledged | returned                        | re-raised | reset      | shelved | suppressed | oos | brought back              |
 * |-----------------|--------------|---------------------------------|-----------|------------|---------|------------|-----|---------------------------|
 * | unacknowledged  | acknowledged | returned-unack; (L) latched-unack | .       | .          | shelved | suppressed | oos | .                         |
 * | acknowledged    | .            | normal; (L) latched             | .         | .          | shelved | suppressed | oos | .                         |
 * | returned-unack  | normal       | .                               | unack     | .          | shelved | suppressed | oos | .                         |
 * | latched-unack   | latched      | .                               | unack     | returned-unack | shelved | suppressed | oos | .                     |
 * | latched         | .            | .                               | unack     | normal     | shelved | suppressed | oos | .                         |
 * | shelved *       | .            | shelved -                       | .         | .          | .       | .          | oos | unack                     |
 * | shelved -       | .            | .                               | shelved * | .          | .       | .          | oos | normal; (L) latched-unack |
 * | suppressed *    | .            | suppressed -                    | .         | .          | .       | .          | oos | unack                     |
 * | suppressed -    | .            | .                               | suppressed * | .       | .       | .          | oos | normal; (L) latched-unack |
 * | out of service *| .            | oos -                           | .         | .          | .       | .          | .   | unack                     |
 * | out of service -| .            | .                               | oos *     | .          | .       | .          | .   | normal; (L) latched-unack |
 * | normal          | .            | .                               | unack     | .          | .       | .          | .   | .                         |
 *
 * Handing on changes no state, and is refused where somebody has noticed, it is over and does not latch, or it asks
 * nobody. Marking as a nuisance changes no state, is allowed in every one, and refused only where it would change nothing.
 * Out of service outranks the other two: an administrator's order ends a shelf. What comes back and still holds must be
 * noticed anew, also when somebody had noticed it before: hours may lie between.
 * @returns the changed alarm with its version one higher (handing on leaves it: nobody decided anything), or why nothing changed. A refusal is no error: two
 *   operators may press at once.
 */
export function advance(alarm: Alarm, event: AlarmEvent, nowMs: number): Advance {
  switch (event.type) {
    case 'acknowledged':
      return acknowledged(alarm, event.by, nowMs);
    case 'returned': {
      if (alarm.returnedAtMs !== null) return refused('already-returned');
      return changed(alarm, { state: stateOnReturn(alarm), returnedAtMs: nowMs });
    }
    case 're-raised': {
      if (alarm.returnedAtMs === null) return refused('already-raised');
      return changed(alarm, {
        ...unnoticed(alarm.aside === null ? 'unacknowledged' : alarm.state),
        situationId: event.situationId,
        returnedAtMs: null,
        ...(asksForNotice(alarm) ? {} : anew(nowMs)),
        times: alarm.times + 1,
        askedAtMs: alarm.aside === null ? nowMs : alarm.askedAtMs,
      });
    }
    case 'reset': {
      if (event.by.trim() === '') return refused('nobody-named');
      if (alarm.aside !== null) return refused('is-set-aside');
      if (alarm.state === 'latched') return changed(alarm, { state: 'normal' });
      if (alarm.state === 'latched-unacknowledged')
        return changed(alarm, { state: 'returned-unacknowledged' });
      return refused('not-latched');
    }
    case 'set-aside':
      return setAside(alarm, event.aside);
    case 'brought-back': {
      if (alarm.aside?.as !== event.from) return refused('not-set-aside');
      if (alarm.returnedAtMs === null)
        return changed(alarm, {
          ...unnoticed('unacknowledged'),
          ...anew(nowMs),
          aside: null,
          askedAtMs: nowMs,
        });
      return alarm.isLatching
        ? changed(alarm, {
            ...unnoticed('latched-unacknowledged'),
            ...anew(nowMs),
            aside: null,
            askedAtMs: nowMs,
          })
        : changed(alarm, { state: 'normal', aside: null });
    }
    case 'escalated': {
      const { escalation } = event;
      if (alarm.aside !== null) return refused('is-set-aside');
      if (alarm.state === 'returned-unacknowledged') return refused('already-returned');
      if (!isUnheard(alarm)) return refused(alarm.state === 'normal' ? 'closed' : 'already-acknowledged');
      if (isTold(alarm, escalation.ruleId)) return refused('already-escalated');
      return { ok: true, alarm: { ...alarm, escalations: [...alarm.escalations, escalation] } };
    }
    case 'marked-nuisance':
      return (event.by === null) === (alarm.nuisanceBy === null)
        ? refused('already-marked')
        : changed(alarm, { nuisanceBy: event.by });
    default:
      return unreachable(event);
  }
}

function acknowledged(alarm: Alarm, by: string, nowMs: number): Advance {
  if (by.trim() === '') return refused('nobody-named');
  if (alarm.aside !== null) return refused('is-set-aside');
  const state = (
    {
      unacknowledged: 'acknowledged',
      'returned-unacknowledged': 'normal',
      'latched-unacknowledged': 'latched',
    } as { readonly [S in AlarmState]?: AlarmState }
  )[alarm.state];
  if (state === undefined)
    return refused(alarm.acknowledgedAtMs === null ? 'closed' : 'already-acknowledged');
  return changed(alarm, { state, acknowledgedAtMs: nowMs, acknowledgedBy: by });
}

function stateOnReturn(alarm: Alarm): AlarmState {
  if (alarm.aside !== null) return alarm.state;
  const isNoticed = alarm.state === 'acknowledged';
  if (alarm.isLatching) return isNoticed ? 'latched' : 'latched-unacknowledged';
  return isNoticed ? 'normal' : 'returned-unacknowledged';
}

function setAside(alarm: Alarm, aside: Aside): Advance {
  if (alarm.state === 'normal') return refused('closed');
  const outranks =
    aside.as === 'out-of-service' && alarm.aside !== null && alarm.aside.as !== 'out-of-service';
  if (alarm.aside !== null && !outranks) return refused('already-set-aside');
  return changed(alarm, { state: aside.as, aside });
}

function unnoticed(state: AlarmState): Pick<Alarm, 'state' | 'acknowledgedAtMs' | 'acknowledgedBy'> {
  return { state, acknowledgedAtMs: null, acknowledgedBy: null };
}

/** What nobody has noticed yet begins here. */
function anew(nowMs: number): Pick<Alarm, 'unnoticedSinceMs' | 'escalations'> {
  return { unnoticedSinceMs: nowMs, escalations: [] };
}

function changed(alarm: Alarm, change: Partial<Alarm>): Advance {
  return { ok: true, alarm: { ...alarm, ...change, version: alarm.version + 1 } };
}

function refused(reason: AlarmRefusal): Advance {
  return { ok: false, reason };
}
