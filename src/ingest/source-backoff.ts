/** Waiting times between attempts to reach a camera: doubling, capped, spread by chance. */
export class Backoff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  readonly #random: () => number;
  #attempts = 0;

  constructor({ firstMs, maxMs, random }: { firstMs: number; maxMs: number; random: () => number }) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
    this.#random = random;
  }

  /** Between half and the whole of the doubled time, so that cameras lost together do not come back together. */
  nextMs({ atLeastMs = 0 } = {}): number {
    const ceilingMs = Math.max(atLeastMs, Math.min(this.#maxMs, this.#firstMs * 2 ** this.#attempts));
    if (this.#attempts < 30) this.#attempts++;
    return Math.round(ceilingMs * (0.5 + 0.5 * this.#random()));
  }

  reset(): void {
    this.#attempts = 0;
  }
}
