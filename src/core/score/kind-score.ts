import { binomialInterval } from './binomial-interval.ts';
import { type AnnouncedEvent, type EventScore, ilidsF1, matchEvents, type TrueEvent } from './event-match.ts';
import { poissonInterval } from './poisson-interval.ts';

export type Interval = { readonly low: number; readonly high: number };

/** The published figures of one kind of situation. Every interval is exact and two-sided, 95 %. */
export type KindScore = EventScore & {
  readonly detectionRateInterval: Interval | null;
  /** Of false alarms among all announcements. */
  readonly falseAlarmShareInterval: Interval | null;
  readonly cameraDays: number;
  readonly falseAlarmsPerCameraDay: number;
  readonly falseAlarmsPerCameraDayInterval: Interval;
  /** Announced of kinds or at times that the truth says nothing about: neither right nor wrong, and always told. */
  readonly unverified: number;
  /** Of everything announced, verified or not. */
  readonly unverifiedShare: number | null;
  /** i-LIDS F1 with recall weight 1. */
  readonly ilidsF1: number | null;
};

/**
 * Scores announcements against the truth.
 * @param of `cameraMs`: how long cameras were watched, all together; `unverified`: announcements left out of `announced` because
 *   nobody knows whether they are right.
 */
export function scoreKind(
  truths: readonly TrueEvent[],
  announced: readonly AnnouncedEvent[],
  of: { readonly toleranceMs: number; readonly cameraMs: number; readonly unverified?: number },
): KindScore {
  const score = matchEvents(truths, announced, of.toleranceMs);
  const { detected, falseAlarms, detectionRate, falseAlarmShare } = score;
  const cameraDays = of.cameraMs / 86_400_000;
  const falseCount = poissonInterval(falseAlarms);
  const unverified = of.unverified ?? 0;
  const all = score.announced + unverified;
  return {
    ...score,
    detectionRateInterval: score.truths === 0 ? null : binomialInterval(detected, score.truths),
    falseAlarmShareInterval: score.announced === 0 ? null : binomialInterval(falseAlarms, score.announced),
    cameraDays,
    falseAlarmsPerCameraDay: falseAlarms / cameraDays,
    falseAlarmsPerCameraDayInterval: { low: falseCount.low / cameraDays, high: falseCount.high / cameraDays },
    unverified,
    unverifiedShare: all === 0 ? null : unverified / all,
    ilidsF1:
      detectionRate === null || falseAlarmShare === null ? null : ilidsF1(detectionRate, 1 - falseAlarmShare),
  };
}

/** The same for each kind by itself. @param unverified how many of each kind could not be judged. */
export function scoreByKind(
  truths: readonly TrueEvent[],
  announced: readonly AnnouncedEvent[],
  of: {
    readonly toleranceMs: number;
    readonly cameraMs: number;
    readonly unverified?: ReadonlyMap<string, number>;
  },
): ReadonlyMap<string, KindScore> {
  const kinds = new Set([...truths, ...announced].map(({ kind }) => kind));
  for (const kind of of.unverified?.keys() ?? []) kinds.add(kind);
  return new Map(
    [...kinds].map((kind) => [
      kind,
      scoreKind(
        truths.filter((truth) => truth.kind === kind),
        announced.filter((event) => event.kind === kind),
        { ...of, unverified: of.unverified?.get(kind) ?? 0 },
      ),
    ]),
  );
}
