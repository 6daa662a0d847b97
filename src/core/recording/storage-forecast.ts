/** How full the storage was at an instant: bytes that may still be written before the reserve is touched. */
export type UsageSample = { readonly atMs: number; readonly freeBytes: number };

const hourMs = 3_600_000;
/** Below this much history a trend says nothing. */
const leastSpanMs = 10 * 60_000;
/** Full within this time is worth an alarm. */
export const warnWithinMs = 24 * hourMs;

/**
 * When the storage will be full, by a straight line through the samples (least squares, so that one burst or one sweep
 * does not decide). Footage that is deleted at its term levels the line out: a storage in balance is never full.
 * @returns UTC ms; null: it does not fill up, or the history is too short to say.
 */
export function fullAt(samples: readonly UsageSample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  if (last.freeBytes <= 0) return last.atMs;
  if (last.atMs - first.atMs < leastSpanMs) return null;
  const bytesPerMs = slope(samples);
  if (bytesPerMs >= 0) return null;
  const atMs = last.atMs + last.freeBytes / -bytesPerMs;
  // Years ahead: noise of the measurement, not a forecast.
  return atMs - last.atMs > 365 * 24 * hourMs ? null : Math.round(atMs);
}

/** Keeps the newest samples of the last `spanMs`, at least a step apart: 24 h in steps of 5 min are 288. */
export function keepSample(
  samples: readonly UsageSample[],
  sample: UsageSample,
  { spanMs = 24 * hourMs, stepMs = 300_000 } = {},
): readonly UsageSample[] {
  // The clock was set back: what lies ahead of now says nothing.
  const past = samples.filter(({ atMs }) => atMs < sample.atMs && sample.atMs - atMs <= spanMs);
  const before = past.at(-2);
  // The newest stays exact; older ones are thinned.
  const isDense = before !== undefined && past.at(-1)!.atMs - before.atMs < stepMs;
  return [...(isDense ? past.slice(0, -1) : past), sample];
}

function slope(samples: readonly UsageSample[]): number {
  const n = samples.length;
  const meanMs = samples.reduce((sum, { atMs }) => sum + atMs, 0) / n;
  const meanBytes = samples.reduce((sum, { freeBytes }) => sum + freeBytes, 0) / n;
  let covariance = 0;
  let variance = 0;
  for (const { atMs, freeBytes } of samples) {
    covariance += (atMs - meanMs) * (freeBytes - meanBytes);
    variance += (atMs - meanMs) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}
