import type { Crossing } from './line-crossing.ts';

/** N(t) at one frame. */
export type CumulativeCount = { readonly frame: number; readonly people: number };

/**
 * N(t): how many people have crossed the line up to and including each frame. Never falls; each person counts once.
 * @param frames of the whole recording, ascending.
 * @see PedPy, compute_n_t
 */
export function cumulativeCounts(
  crossings: readonly Pick<Crossing, 'frame'>[],
  frames: readonly number[],
): CumulativeCount[] {
  const sorted = crossings.map((c) => c.frame).sort((a, b) => a - b);
  let people = 0;
  return frames.map((frame) => {
    while (people < sorted.length && sorted[people]! <= frame) people++;
    return { frame, people };
  });
}
