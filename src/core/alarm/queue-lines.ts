/**
 * A queue that can be read in a flood: alarms are put together into lines until no more lines stand than an operator
 * takes in, and every line says how many it holds. Nothing is left out, and nothing grave hides among the rest: alarms
 * of different priority share a line only where there is room for one line alone.
 */
import { type Alarm, asksForNotice } from './alarm.ts';

export type LineAlarm = Pick<Alarm, 'id' | 'cameraId' | 'zoneId' | 'kind' | 'priority' | 'state'>;

export type Line<A extends LineAlarm> = {
  /** The same for as long as the line holds alarms of the same sort. */
  readonly key: string;
  /** In the order given; never empty. */
  readonly alarms: readonly A[];
  /** What all of them have in common; null: they differ. */
  readonly kind: A['kind'] | null;
  readonly cameraId: string | null;
  readonly priority: A['priority'] | null;
};

/** An operator takes in ten lines (EEMUA 191: more than ten alarms in ten minutes is a flood). */
export const mostLines = 10;

type Part = (alarm: LineAlarm) => string;
const byPriority: Part = (alarm) => alarm.priority;
/** Ways to part a line whose alarms are of one priority; the one that makes the fewest lines is taken. */
const ways: readonly Part[] = [
  (alarm) => alarm.kind,
  (alarm) => alarm.cameraId,
  (alarm) => `${alarm.kind} ${alarm.cameraId} ${alarm.zoneId ?? ''}`,
  (alarm) => alarm.id,
];

/** @param ordered gravest first. @param most lines, 1 or more. @returns lines in the order of their first alarm. */
export function linesOf<A extends LineAlarm>(ordered: readonly A[], most: number): Line<A>[] {
  if (ordered.length === 0) return [];
  const lines: (readonly A[])[] = ordered.length <= most ? ordered.map((alarm) => [alarm]) : [ordered];
  for (let i = 0; i < lines.length; ) {
    const parts = partsOf(lines[i]!);
    // The gravest line is parted first, and as far as it goes, before the next.
    if (parts !== null && lines.length - 1 + parts.length <= most) lines.splice(i, 1, ...parts);
    else i++;
  }
  return lines.map(lineOf);
}

/** Those that ask for notice, and those somebody has taken: together no more than `most` lines, if `most` is 2 or more. */
export function queueOf<A extends LineAlarm>(
  ordered: readonly A[],
  most: number,
): { readonly waiting: Line<A>[]; readonly taken: Line<A>[] } {
  const waiting = ordered.filter(asksForNotice);
  const taken = ordered.filter((alarm) => !asksForNotice(alarm));
  const forTaken = taken.length === 0 ? 0 : Math.min(taken.length, Math.max(1, most - waiting.length));
  return { waiting: linesOf(waiting, most - forTaken), taken: linesOf(taken, forTaken) };
}

function partsOf<A extends LineAlarm>(alarms: readonly A[]): A[][] | null {
  const ofPriority = part(alarms, byPriority);
  if (ofPriority.length > 1) return ofPriority;
  const found = ways.map((way) => part(alarms, way)).filter((parts) => parts.length > 1);
  return found.sort((a, b) => a.length - b.length)[0] ?? null;
}

function part<A extends LineAlarm>(alarms: readonly A[], way: Part): A[][] {
  return [...Map.groupBy(alarms, way).values()];
}

function lineOf<A extends LineAlarm>(alarms: readonly A[]): Line<A> {
  const first = alarms[0]!;
  const common = <T>(of: (alarm: A) => T): T | null =>
    alarms.every((alarm) => of(alarm) === of(first)) ? of(first) : null;
  const kind = common((alarm) => alarm.kind);
  const cameraId = common((alarm) => alarm.cameraId);
  const priority = common((alarm) => alarm.priority);
  const zone = common((alarm) => alarm.zoneId ?? '');
  const key =
    alarms.length === 1 ? first.id : [priority, kind, cameraId, zone].map((one) => one ?? '*').join(' ');
  return { key, alarms, kind, cameraId, priority };
}
