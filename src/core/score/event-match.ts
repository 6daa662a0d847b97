/** Something that was there from `startMs` to `endMs`, as a person or a published file says. */
export type TrueEvent = {
  readonly kind: string;
  /** Null: any zone will do. */
  readonly zoneId: string | null;
  readonly startMs: number;
  readonly endMs: number;
  /** How long it must last by its rule before it may be announced; 0 unless said. */
  readonly holdMs?: number;
};

/** Something the system announced. */
export type AnnouncedEvent = {
  readonly kind: string;
  readonly zoneId: string | null;
  readonly atMs: number;
  /**
   * It joined an alarm that was open already, as one more that does the same: the second vehicle that drives the wrong way.
   * It answers for an event of its own like any other, but asks for no further attention.
   */
  readonly isFurther?: boolean;
};

export type Times = { readonly mean: number; readonly p95: number; readonly each: readonly number[] };

export type EventScore = {
  readonly truths: number;
  /** Alarms, and what joined one and is an event of its own or none at all. Shares of alerts are shares of these. */
  readonly announced: number;
  /** Alarms that opened. */
  readonly alerts: number;
  readonly detected: number;
  /** Announced when nothing of the kind was going on. */
  readonly falseAlarms: number;
  /** Alarms that opened again for an event already detected. */
  readonly duplicates: number;
  /** Joined an open alarm within an event already detected, as two intruders in one intrusion do: asks nothing, counts nowhere else. */
  readonly joined: number;
  readonly detectionRate: number | null;
  readonly falseAlarmShare: number | null;
  /** From the start of each detected event to its announcement, ms; an early one within the tolerance counts as 0. */
  readonly timeToDetectMs: Times | null;
  /** The same from the moment the rule allowed it: `timeToDetectMs` without the hold times. */
  readonly timeAfterHoldMs: Times | null;
  readonly missed: readonly TrueEvent[];
};

/**
 * One-to-one matching of announced and true events within [start - tolerance, end + tolerance].
 * Announcements are taken in time order, each by the fitting event that ends first: for intervals that matches as
 * many as can be matched.
 */
export function matchEvents(
  truths: readonly TrueEvent[],
  announced: readonly AnnouncedEvent[],
  toleranceMs: number,
): EventScore {
  const open = [...truths].sort((a, b) => a.endMs - b.endMs);
  const done = new Set<TrueEvent>();
  const delays: number[] = [];
  const afterHold: number[] = [];
  let duplicates = 0;
  let joined = 0;
  let falseAlarms = 0;
  for (const event of [...announced].sort((a, b) => a.atMs - b.atMs)) {
    const fitting = open.filter((truth) => fits(truth, event, toleranceMs));
    const truth = fitting.find((t) => !done.has(t));
    if (truth) {
      done.add(truth);
      const delayMs = Math.max(0, event.atMs - truth.startMs);
      delays.push(delayMs);
      afterHold.push(Math.max(0, delayMs - (truth.holdMs ?? 0)));
    } else if (fitting.length === 0) falseAlarms++;
    else if (event.isFurther) joined++;
    else duplicates++;
  }
  const counted = announced.length - joined;
  return {
    truths: truths.length,
    announced: counted,
    alerts: announced.filter((event) => event.isFurther !== true).length,
    detected: done.size,
    falseAlarms,
    duplicates,
    joined,
    detectionRate: truths.length === 0 ? null : done.size / truths.length,
    falseAlarmShare: counted === 0 ? null : falseAlarms / counted,
    timeToDetectMs: spread(delays),
    timeAfterHoldMs: spread(afterHold),
    missed: truths.filter((t) => !done.has(t)),
  };
}

/**
 * i-LIDS F1 = (a + 1)RP / (R + aP).
 * @param recallWeight a: 1 is the plain F1, the larger the more precision counts.
 */
export function ilidsF1(recall: number, precision: number, recallWeight = 1): number {
  const below = recall + recallWeight * precision;
  return below === 0 ? 0 : ((recallWeight + 1) * recall * precision) / below;
}

function fits(truth: TrueEvent, event: AnnouncedEvent, toleranceMs: number): boolean {
  return (
    truth.kind === event.kind &&
    (truth.zoneId === null || truth.zoneId === event.zoneId) &&
    event.atMs >= truth.startMs - toleranceMs &&
    event.atMs <= truth.endMs + toleranceMs
  );
}

function spread(delays: readonly number[]): Times | null {
  if (delays.length === 0) return null;
  const sorted = [...delays].sort((a, b) => a - b);
  return {
    mean: delays.reduce((sum, d) => sum + d, 0) / delays.length,
    p95: sorted[Math.ceil(0.95 * sorted.length) - 1]!,
    each: delays,
  };
}
