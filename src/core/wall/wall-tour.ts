export type WallTourStep = { readonly layoutId: string; readonly seconds: number };

/** Saved layouts that follow one another, each for its time, round and round. */
export type WallTour = {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly WallTourStep[];
  readonly changedBy: string;
  readonly changedAtMs: number;
  readonly version: number;
};

/** Less than this nobody has looked at the pictures yet. */
export const leastStepSeconds = 5;
export const mostStepSeconds = 3_600;

/**
 * Which step a tour stands at. It depends on the clock alone, so every window of the site shows the same.
 * @param nowMs by the server's clock. @returns null for a tour without steps.
 */
export function tourStepAt(
  steps: readonly WallTourStep[],
  nowMs: number,
): { readonly index: number; readonly remainingMs: number } | null {
  const roundMs = steps.reduce((sum, { seconds }) => sum + seconds * 1_000, 0);
  if (roundMs <= 0) return null;
  let leftMs = ((nowMs % roundMs) + roundMs) % roundMs;
  for (const [index, { seconds }] of steps.entries()) {
    if (leftMs < seconds * 1_000) return { index, remainingMs: seconds * 1_000 - leftMs };
    leftMs -= seconds * 1_000;
  }
  return null;
}
