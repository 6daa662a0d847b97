/** Which alarm comes first, and which one the keys mean. */
import { type AlarmState, asksForNotice, isAside, isOpen } from '../../core/alarm/alarm.ts';
import { type LineAlarm, mostLines, queueOf } from '../../core/alarm/queue-lines.ts';
import { type Priority, priorities } from '../../core/priority.ts';

type Ordered = {
  readonly id: string;
  readonly priority: Priority;
  readonly state: AlarmState;
  readonly raisedAtMs: number;
};

export function needsAcknowledgement(alarm: { readonly state: AlarmState }): boolean {
  return asksForNotice(alarm);
}

/**
 * Open alarms as an operator works them, without those set aside: what nobody has taken notice of first, of these what still lasts,
 * then by priority, then the newest.
 * @param firstId the one that stood first so far: it stays before its equals, so that in a flood the picture and what the
 *   keys mean do not change under the hand ten times a second. Null: none did.
 */
export function orderAlarms<A extends Ordered>(alarms: Iterable<A>, firstId: string | null = null): A[] {
  return [...alarms]
    .filter((alarm) => isOpen(alarm) && !isAside(alarm))
    .sort(
      (a, b) =>
        compareWeight(a, b) || Number(b.id === firstId) - Number(a.id === firstId) || compareAge(a, b),
    );
}

export function compareAlarms(a: Ordered, b: Ordered): number {
  return compareWeight(a, b) || compareAge(a, b);
}

function compareWeight(a: Ordered, b: Ordered): number {
  return (
    Number(needsAcknowledgement(b)) - Number(needsAcknowledgement(a)) ||
    priorities.indexOf(a.priority) - priorities.indexOf(b.priority) ||
    Number(b.state === 'unacknowledged') - Number(a.state === 'unacknowledged')
  );
}

function compareAge(a: Ordered, b: Ordered): number {
  return b.raisedAtMs - a.raisedAtMs || (a.id < b.id ? -1 : 1);
}

/** The highest alarm that nobody has acknowledged; null when there is none. */
export function topAlarm<A extends Ordered>(ordered: readonly A[]): A | null {
  const first = ordered[0];
  return first !== undefined && needsAcknowledgement(first) ? first : null;
}

/**
 * The alarm one step along the queue; stays at its ends. Without a selection: the first. From an alarm that is already
 * acknowledged the next step leads to what still waits, for that is where the work is.
 */
export function stepAlarm<A extends Pick<Ordered, 'id' | 'state'>>(
  ordered: readonly A[],
  selectedId: string | null,
  step: 1 | -1,
): A | null {
  const at = ordered.findIndex((alarm) => alarm.id === selectedId);
  const first = ordered[0];
  if (first === undefined) return null;
  const selected = ordered[at];
  if (selected === undefined) return first;
  if (step === 1 && !needsAcknowledgement(selected) && needsAcknowledgement(first)) return first;
  return ordered[Math.min(ordered.length - 1, Math.max(0, at + step))] ?? null;
}

/** The queue as it is shown: the alarm that is worked now, and the lines of the rest; ten in all at most. */
export function queueAround<A extends LineAlarm>(
  ordered: readonly A[],
  selectedId: string | null,
): { readonly selected: A | undefined; readonly lines: ReturnType<typeof queueOf<A>> } {
  const selected = ordered.find(({ id }) => id === selectedId) ?? ordered[0];
  const rest = ordered.filter((alarm) => alarm !== selected);
  return { selected, lines: queueOf(rest, mostLines - 1) };
}
