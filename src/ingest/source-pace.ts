/** Chooses the frames that are due at the analysis rate. Pure: media time in, yes or no out. */
export class AnalysisPace {
  readonly #intervalMs: number;
  #nextMs: number | null = null;
  #lastMs: number | null = null;

  constructor(analysisFps: number) {
    this.#intervalMs = 1000 / analysisFps;
  }

  /**
   * @param mediaMs time of a decoded frame, any origin.
   * Keeps the average rate exact; a jump of the clock by more than ten intervals, or backwards, starts afresh.
   */
  isDue(mediaMs: number): boolean {
    const next = this.#nextMs;
    const jumped = this.#lastMs !== null && mediaMs < this.#lastMs;
    this.#lastMs = mediaMs;
    // A tenth of an interval early still counts: time stamps are rounded and arrivals jitter.
    if (next !== null && !jumped && mediaMs < next - this.#intervalMs / 10) return false;
    const isFresh = next === null || jumped || mediaMs - next > 10 * this.#intervalMs;
    const late = isFresh ? 0 : Math.floor((mediaMs - next) / this.#intervalMs);
    this.#nextMs = (isFresh ? mediaMs : next + Math.max(late, 0) * this.#intervalMs) + this.#intervalMs;
    return true;
  }
}
