/** When a picture was taken, whole UTC ms. Pure: the caller brings the wall clock. */

/** Wall time of a film's frames: the start of the run plus media time. */
export class FilmClock {
  #startMs: number;
  readonly #frameMs: number;
  #firstMediaMs: number | null = null;
  #lastMediaMs = 0;
  #stepMs = 0;

  constructor(startMs: number, fps: number | null) {
    this.#startMs = startMs;
    this.#frameMs = 1000 / (fps ?? 25);
  }

  /** Frames without a time stamp, or with one that goes back, follow the one before by one frame interval. */
  atMs(mediaMs: number | null): number {
    const isFirst = this.#firstMediaMs === null;
    const isSound = mediaMs !== null && (isFirst || mediaMs > this.#lastMediaMs);
    const media = isSound ? mediaMs : isFirst ? 0 : this.#lastMediaMs + this.#frameMs;
    this.#stepMs = isFirst ? 0 : media - this.#lastMediaMs;
    this.#firstMediaMs ??= media;
    this.#lastMediaMs = media;
    return Math.round(this.#startMs + media - this.#firstMediaMs);
  }

  /** Media time from the frame before to the last one seen. */
  get stepMs(): number {
    return this.#stepMs;
  }

  /** Media time from the first frame to the last one seen. */
  get playedMs(): number {
    return this.#lastMediaMs - (this.#firstMediaMs ?? this.#lastMediaMs);
  }

  /** When the last frame has been shown for as long as any other: the time to begin again. */
  get endMs(): number {
    return this.#startMs + this.playedMs + this.#frameMs;
  }

  /** Playing fell behind by so much: the rest of the film moves later. @returns the current frame's new time. */
  slip(byMs: number): number {
    this.#startMs += byMs;
    return Math.round(this.#startMs + this.#lastMediaMs - (this.#firstMediaMs ?? 0));
  }
}

/** Beyond this the stream's clock has jumped, and counting starts afresh. */
const maxJumpMs = 1_000;
/** Share of a longer delay that is believed at each frame: a clock 1 in 1000 slow is followed 8 ms behind at 25 frames/s. */
const driftShare = 0.005;

/**
 * Wall time of a live stream's frames: its own clock, which is even, set by the packets that came quickest.
 * So bursts of the network do not look like bursts of speed. Never later than the packet's arrival; always growing, until the
 * machine's clock is set back by seconds: then it goes back with it.
 */
export class ArrivalClock {
  #delayMs: number | null = null;
  #lastMs = Number.NEGATIVE_INFINITY;

  atMs(mediaMs: number | null, arrivedMs: number): number {
    const atMs = mediaMs === null ? arrivedMs : mediaMs + this.#delay(arrivedMs - mediaMs);
    const isSetBack = atMs < this.#lastMs - 2 * maxJumpMs;
    this.#lastMs = isSetBack ? Math.round(atMs) : Math.max(Math.round(atMs), this.#lastMs + 1);
    return this.#lastMs;
  }

  #delay(measuredMs: number): number {
    const known = this.#delayMs;
    const isFresh = known === null || Math.abs(measuredMs - known) > maxJumpMs;
    if (isFresh || measuredMs < known) this.#delayMs = measuredMs;
    else this.#delayMs = known + driftShare * (measuredMs - known);
    return this.#delayMs!;
  }
}
