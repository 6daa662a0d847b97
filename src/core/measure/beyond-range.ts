/** Boxes hide each other above about this: what is counted then no longer grows with the crowd, 1/m2. */
export const densityRangePerM2 = 2;

/** The crowd is denser than boxes can count. */
export type Beyond = {
  readonly peakPerM2: number;
  readonly peakCount: number;
  /** Observed time since when the density has stayed under half the range; null while it has not. */
  readonly lowSinceTMs: number | null;
};

const releaseMs = 10_000;

/**
 * Box detection saturates near 2 people per m2: from there on fewer boxes may mean more people. So once the range is left,
 * the peak stands until the measured density has stayed under half the range for 10 s. What it cannot know: a crowd that
 * becomes so dense that under half is found for 10 s reads as thinning out.
 */
export function followRange(
  before: Beyond | null,
  now: { readonly densityPerM2: number; readonly count: number; readonly tMs: number },
): Beyond | null {
  if (before === null && now.densityPerM2 < densityRangePerM2) return null;
  const isLow = now.densityPerM2 < densityRangePerM2 / 2;
  const lowSinceTMs = isLow ? (before?.lowSinceTMs ?? now.tMs) : null;
  if (lowSinceTMs !== null && now.tMs - lowSinceTMs >= releaseMs) return null;
  return {
    peakPerM2: Math.max(before?.peakPerM2 ?? 0, now.densityPerM2),
    peakCount: Math.max(before?.peakCount ?? 0, now.count),
    lowSinceTMs,
  };
}
