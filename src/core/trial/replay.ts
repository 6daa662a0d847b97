import { crowdingVerdict, mostHiddenFactor, releaseShare } from '../situation/crowding-verdict.ts';
import { queueReleaseShare } from '../situation/queue.ts';
import { createWatch, followWatch, type SituationChange, type Verdict } from '../situation/watch.ts';
import { offVerdict } from '../situation/zone-scene.ts';
import { unreachable } from '../unreachable.ts';
import type { KeptSecond, MeasuredRule } from './kept-second.ts';
import type { TrialSpan } from './rule-trial.ts';

/** From second to second; a little more, for clocks are no metronomes. */
const nextWithinMs = 1_500;

/** Values under these need not be read: they neither begin nor keep a situation. Null: that measure is not used. */
export type Floors = {
  readonly densityPerM2: number | null;
  readonly count: number | null;
  readonly lengthM: number | null;
  readonly waitS: number | null;
};

export function floorsOf(rule: MeasuredRule): Floors {
  const none = { densityPerM2: null, count: null, lengthM: null, waitS: null };
  switch (rule.kind) {
    case 'crowding':
      return {
        ...none,
        densityPerM2: (releaseShare * rule.limitPerM2) / mostHiddenFactor,
        count: rule.limitCount === null ? null : releaseShare * rule.limitCount,
      };
    case 'queue':
      return {
        ...none,
        lengthM: rule.maxLengthM === null ? null : queueReleaseShare * rule.maxLengthM,
        waitS: rule.maxWaitMs === null ? null : (queueReleaseShare * rule.maxWaitMs) / 1_000,
      };
    default:
      return unreachable(rule);
  }
}

/**
 * A rule over a past that was kept second by second: the situations it would have told of, by the same condition, hold and
 * clear times as live. What was kept knows whole seconds: a condition that lasted within one of the hold time may be judged
 * either way. Seconds that are missing count as calm: what is too low is not read.
 */
export class Replay {
  readonly #rule: MeasuredRule;
  readonly #watch: ReturnType<typeof createWatch>;
  readonly #spans: TrialSpan[] = [];
  #lastMs: number | null = null;

  constructor(rule: MeasuredRule, zoneId: string) {
    this.#rule = rule;
    this.#watch = createWatch({ cameraId: '', zoneId, kind: rule.kind, ordinal: 0 });
  }

  /** Seconds in the order of time. */
  add(seconds: readonly KeptSecond[]): void {
    for (const second of seconds) {
      this.#calmUntil(second.atMs);
      this.#step(verdictOf(this.#rule, second), second.atMs);
      this.#lastMs = second.atMs;
    }
  }

  /** @param toMs the end of the past; what is open then stays open. */
  spans(toMs: number): readonly TrialSpan[] {
    this.#calmUntil(toMs);
    return this.#spans;
  }

  #calmUntil(atMs: number): void {
    if (this.#lastMs === null || atMs - this.#lastMs <= nextWithinMs) return;
    this.#step(offVerdict, this.#lastMs + 1_000);
    if (atMs - this.#lastMs > this.#rule.clearMs) this.#step(offVerdict, this.#lastMs + this.#rule.clearMs);
  }

  #step(verdict: Verdict, atMs: number): void {
    for (const change of followWatch(this.#watch, verdict, { tMs: atMs, atMs }, this.#rule))
      this.#note(change);
  }

  #note({ phase, situation }: SituationChange): void {
    if (phase === 'began') this.#spans.push({ fromMs: situation.detectedAtMs, toMs: null });
    if (phase === 'ended') {
      const { fromMs } = this.#spans.pop()!;
      this.#spans.push({ fromMs, toMs: situation.endedMs });
    }
  }
}

function verdictOf(rule: MeasuredRule, second: KeptSecond): Verdict {
  switch (rule.kind) {
    case 'crowding': {
      const nothing = { value: null, errorBand: null, note: null };
      const verdict = crowdingVerdict(rule, {
        density: second.density ?? nothing,
        count: second.count ?? nothing,
        seenShare: second.density?.coverage ?? 1,
        // What the area said of a crowd beyond range was not kept: it may be any.
        mostPerM2: Number.POSITIVE_INFINITY,
      });
      return { ...offVerdict, ...verdict };
    }
    case 'queue': {
      const shares = [
        rule.maxLengthM === null ? 0 : (second.queueLength?.value ?? 0) / rule.maxLengthM,
        rule.maxWaitMs === null ? 0 : ((second.wait?.value ?? 0) * 1_000) / rule.maxWaitMs,
      ];
      const worst = Math.max(...shares);
      return { ...offVerdict, isOn: worst >= 1, isKept: worst >= queueReleaseShare };
    }
    default:
      return unreachable(rule);
  }
}
