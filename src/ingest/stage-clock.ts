/** How long each stage of a camera took over the last minute. */

import type { StageHealth } from '../contract/shapes.ts';
import { quantile } from '../core/quantile.ts';

export type StageName = StageHealth['stage'];

const windowMs = 60_000;
/** 30 pictures a second for a minute would be 1,800; the newest thousand tell the same. */
const maxSamples = 1_000;

export class StageClock {
  readonly #stages = new Map<StageName, Samples>();

  /** @param nowMs any clock that does not jump. */
  add(stage: StageName, tookMs: number, nowMs: number): void {
    this.#of(stage).add(tookMs, nowMs);
  }

  /** Something this stage had to leave out, since the start. */
  drop(stage: StageName, count = 1): void {
    this.#of(stage).dropped += count;
  }

  health(nowMs: number): StageHealth[] {
    return [...this.#stages].map(([stage, samples]) => samples.health(stage, nowMs));
  }

  #of(stage: StageName): Samples {
    let samples = this.#stages.get(stage);
    if (samples === undefined) {
      samples = new Samples();
      this.#stages.set(stage, samples);
    }
    return samples;
  }
}

class Samples {
  dropped = 0;
  readonly #took = new Float64Array(maxSamples);
  readonly #at = new Float64Array(maxSamples).fill(Number.NEGATIVE_INFINITY);
  #next = 0;

  add(tookMs: number, nowMs: number): void {
    this.#took[this.#next] = tookMs;
    this.#at[this.#next] = nowMs;
    this.#next = (this.#next + 1) % maxSamples;
  }

  health(stage: StageName, nowMs: number): StageHealth {
    const recent = this.#took.filter((_, i) => this.#at[i]! > nowMs - windowMs).sort();
    return {
      stage,
      p50Ms: rounded(quantile(recent, 0.5)),
      p95Ms: rounded(quantile(recent, 0.95)),
      count: recent.length,
      dropped: this.dropped,
    };
  }
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 100) / 100;
}
