/** Share of the due pictures that were dropped in the last ten seconds, from counters that only grow. */
const windowMs = 10_000;

export class DropShare {
  readonly #samples: { readonly atMs: number; readonly due: number; readonly dropped: number }[] = [];

  /** To be called about once a second. */
  add(sample: { readonly atMs: number; readonly due: number; readonly dropped: number }): void {
    const last = this.#samples.at(-1);
    // A stream that was opened anew counts from 0 again, and a clock that was set back tells no window.
    if (last !== undefined && (sample.due < last.due || sample.atMs < last.atMs)) this.#samples.length = 0;
    this.#samples.push(sample);
    while (this.#samples.length > 2 && this.#samples[1]!.atMs <= sample.atMs - windowMs)
      this.#samples.shift();
  }

  share(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.due === first.due) return 0;
    return Math.min(1, (last.dropped - first.dropped) / (last.due - first.due));
  }
}
