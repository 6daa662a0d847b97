import type { StageHealth } from '../contract/shapes.ts';
import { quantile } from '../core/quantile.ts';

/** How long something took over the last minute, from a bounded number of samples. */
export type Latency = {
  add(tookMs: number, nowMs: number): void;
  drop(count: number): void;
  read(nowMs: number): StageHealth;
};

const windowMs = 60_000;
const maxSamples = 1_000;

export function createLatency(stage: StageHealth['stage']): Latency {
  let samples: { atMs: number; tookMs: number }[] = [];
  let dropped = 0;
  return {
    add(tookMs, atMs) {
      samples.push({ atMs, tookMs });
      if (samples.length > maxSamples) samples = samples.slice(-maxSamples / 2);
    },
    drop(count) {
      dropped += count;
    },
    read(nowMs) {
      const recent = samples
        .filter((sample) => nowMs - sample.atMs < windowMs)
        .map((sample) => sample.tookMs);
      recent.sort((a, b) => a - b);
      return {
        stage,
        p50Ms: quantile(recent, 0.5),
        p95Ms: quantile(recent, 0.95),
        count: recent.length,
        dropped,
      };
    },
  };
}
