/**
 * Decoding times for a stream that tells only when its pictures are shown, as RTSP does: pictures come in decoding order,
 * and those that are shown later than others that follow stand out. Pure.
 */
export class DecodingTimes {
  /** The latest times of showing, ascending; as many as the stream was seen to reorder, and one. */
  #latest: number[] = [];
  #last: number | null = null;

  /**
   * @param ptsTicks time of showing, 90 kHz.
   * @returns time of decoding: growing, and, once the stream's reordering was seen, not after `ptsTicks`.
   */
  next(ptsTicks: number): number {
    const later = this.#latest.filter((other) => other > ptsTicks).length;
    const depth = Math.min(maxDepth, Math.max(this.#latest.length - 1, later));
    this.#latest = [...this.#latest, ptsTicks].sort((a, b) => a - b).slice(-(depth + 1));
    const candidate = this.#latest[0]!;
    const isJump = this.#last !== null && Math.abs(candidate - this.#last) > longestStepTicks;
    if (isJump) this.#latest = [ptsTicks];
    const ticks = this.#last === null || candidate > this.#last || isJump ? candidate : this.#last + 1;
    this.#last = ticks;
    return ticks;
  }
}

/** H.264 and H.265 allow no more. */
const maxDepth = 16;
/** Ten seconds: the stream's clock was set. */
const longestStepTicks = 900_000;
