import type { Priority } from '../priority.ts';
import type { SituationKind } from '../zone.ts';

/** Something that somebody may want to be told of: an alarm that stands. */
export type Cause = {
  readonly alarmId: string;
  readonly kind: SituationKind;
  readonly priority: Priority;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly zoneId: string | null;
  /** Zone, or the camera where there is none. */
  readonly place: string;
  readonly atMs: number;
};

/** Two causes of one thing at one place: a flickering alarm, or the next one of the same rule. */
export function isSameThing(a: Cause, b: Cause): boolean {
  return a.kind === b.kind && a.cameraId === b.cameraId && a.zoneId === b.zoneId;
}

/** How many of each kind, most first. */
export type Tally = readonly { readonly kind: SituationKind; readonly count: number }[];

export function tallied(tally: Tally, kind: SituationKind): Tally {
  const before = tally.find((one) => one.kind === kind)?.count ?? 0;
  return [...tally.filter((one) => one.kind !== kind), { kind, count: before + 1 }].sort(
    (a, b) => b.count - a.count,
  );
}
