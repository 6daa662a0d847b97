/** A time that lies this far back was set back. */
const setBackMs = 1_000;

/** Counts events over a sliding window. */
export class RateMeter {
  readonly #windowMs: number;
  readonly #atMs: number[] = [];
  #bornMs: number | null = null;

  constructor(windowMs = 10_000) {
    this.#windowMs = windowMs;
  }

  add(nowMs: number): void {
    const last = this.#atMs.at(-1);
    if (last !== undefined && nowMs < last - setBackMs) this.#beginAnew();
    this.#bornMs ??= nowMs;
    this.#atMs.push(nowMs);
    this.#forget(nowMs);
  }

  /** Events per second over the window, or over the time since the first; null in the first second. */
  perSecond(nowMs: number): number | null {
    this.#forget(nowMs);
    if (this.#bornMs === null || nowMs - this.#bornMs < 1_000) return null;
    const spanMs = Math.min(this.#windowMs, nowMs - this.#bornMs);
    return Math.round((this.#atMs.length * 10_000) / spanMs) / 10;
  }

  /** The clock was set back: what was counted by the old time has no place in the new one. */
  #beginAnew(): void {
    this.#atMs.length = 0;
    this.#bornMs = null;
  }

  #forget(nowMs: number): void {
    while (this.#atMs.length > 0 && this.#atMs[0]! <= nowMs - this.#windowMs) this.#atMs.shift();
  }
}
