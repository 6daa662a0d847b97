/** Something a person says took place, drawn on the camera's time. */
export type DrawnEvent = {
  readonly kind: string;
  /** Null: anywhere in the picture. */
  readonly zoneId: string | null;
  readonly startMs: number;
  readonly endMs: number;
};

/** What of a situation is needed to compare. */
export type ReportedSituation = {
  readonly kind: string;
  readonly zoneId: string | null;
  readonly sinceMs: number;
  readonly detectedAtMs: number;
  readonly endedMs: number | null;
};

export type EventOutcome = DrawnEvent & {
  /** `not-watched`: no rule of this kind was there to tell of it. */
  readonly outcome: 'detected' | 'missed' | 'not-watched';
  /** From the drawn start to the detection; an earlier detection counts as 0. Null unless detected. */
  readonly delayMs: number | null;
};

/** A person draws to the second and looks a little late. */
export const drawnToleranceMs = 3_000;

/**
 * Whether each drawn event was told of, and how late. A situation answers for one event at most. It says nothing about
 * false alarms: only what somebody drew is known to have happened.
 * @param situations of the time of the events, any order.
 * @param isWatched whether a rule of this kind stands in this zone (null: in any).
 */
export function eventOutcomes(
  events: readonly DrawnEvent[],
  situations: readonly ReportedSituation[],
  isWatched: (kind: string, zoneId: string | null) => boolean,
): readonly EventOutcome[] {
  const free = [...situations].sort((a, b) => a.detectedAtMs - b.detectedAtMs);
  const outcomes = new Map<DrawnEvent, EventOutcome>();
  // Who ends first chooses first: for intervals that finds the most pairs.
  for (const event of [...events].sort((a, b) => a.endMs - b.endMs)) {
    const i = free.findIndex((situation) => isOf(situation, event));
    const [situation] = i < 0 ? [] : free.splice(i, 1);
    const missed = isWatched(event.kind, event.zoneId) ? 'missed' : 'not-watched';
    outcomes.set(event, {
      ...event,
      outcome: situation === undefined ? missed : 'detected',
      delayMs: situation === undefined ? null : Math.max(0, situation.detectedAtMs - event.startMs),
    });
  }
  return events.map((event) => outcomes.get(event)!);
}

function isOf(situation: ReportedSituation, event: DrawnEvent): boolean {
  return (
    situation.kind === event.kind &&
    (event.zoneId === null || situation.zoneId === event.zoneId) &&
    situation.detectedAtMs <= event.endMs + drawnToleranceMs &&
    (situation.endedMs ?? Number.POSITIVE_INFINITY) >= event.startMs - drawnToleranceMs
  );
}
