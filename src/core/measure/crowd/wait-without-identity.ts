/** How long people waited between two lines, worked out from counts alone. */
export type Wait = {
  /** Mean over those who left, s; null when nobody left. */
  readonly meanS: number | null;
  /** Longest of them, s. */
  readonly longestS: number | null;
  /** Entered and not yet left. */
  readonly waiting: number;
  /** How long the next to leave has waited by now, s; null when nobody waits. */
  readonly nextHasWaitedS: number | null;
  /** Left before anyone was counted in to match: the way in misses people, or some were inside from the start. */
  readonly unmatched: number;
};

/**
 * Wait without identity: the horizontal gap between the cumulative counts N_in(t) and N_out(t). The k-th to leave is taken
 * to be the k-th who came (first in, first out): the mean is right in whatever order people leave, single waits are
 * not. Nobody is told from anybody: only the times of two counters go in.
 * @param enteredMs and leftMs, times of the crossings, ascending, of one clock.
 * @param nowMs the end of the observation; it began at the first crossing.
 * @see Newell 1982, Applications of Queueing Theory; Little 1961, doi:10.1287/opre.9.3.383
 */
export function waitWithoutIdentity(
  enteredMs: readonly number[],
  leftMs: readonly number[],
  nowMs: number,
): Wait {
  const waits: number[] = [];
  let [came, unmatched] = [0, 0];
  for (const left of leftMs) {
    const entered = enteredMs[came];
    if (entered === undefined || entered > left) {
      unmatched++;
    } else {
      waits.push((left - entered) / 1_000);
      came++;
    }
  }
  const waiting = enteredMs.slice(came);
  return {
    meanS: waits.length === 0 ? null : waits.reduce((sum, w) => sum + w, 0) / waits.length,
    longestS: waits.length === 0 ? null : waits.reduce((most, w) => Math.max(most, w), 0),
    waiting: waiting.length,
    nextHasWaitedS: waiting[0] === undefined ? null : (nowMs - waiting[0]) / 1_000,
    unmatched,
  };
}

/**
 * Little's law as a check: W = L / lambda, s. L must be counted in the zone itself, not taken from the two lines; then a
 * lasting difference from the mean above means that one of the lines miscounts. Holds where nobody stays for good.
 * @param of mean number of people inside, and people who leave per second, over the same time.
 * @returns null when nobody leaves.
 */
export function littleWait(of: { readonly meanInside: number; readonly leavingPerS: number }): number | null {
  return of.leavingPerS > 0 ? of.meanInside / of.leavingPerS : null;
}
