/**
 * Is some clock wrong? Compares the machine's wall clock and the stream's own clock with a clock that cannot be set. Pure: the
 * caller brings all three.
 */

/** What was found in this time is compared. */
const windowMs = 60_000;
/** The quickest packet of so long tells how the stream's clock stands: the others waited on the network. */
const bucketMs = 10_000;
/** A wall clock that moved by this between two looks was set: what was known of the past no longer fits. */
const stepMs = 1_000;

/** A time server turns a clock no faster than this: what it makes up in a long pause is no step. */
const slewShare = 0.001;

type Sample = { readonly tickMs: number; readonly offsetMs: number };

export class ClockWatch {
  #wall: Sample[] = [];
  #stream: Sample[] = [];
  #bucket: Sample | null = null;

  /**
   * The machine's wall clock, now. Bounded: at most one sample a second is kept.
   * @param tickMs monotonic.
   * @returns true when it was set since the last look, by a second or more.
   */
  wall(wallMs: number, tickMs: number): boolean {
    const offsetMs = wallMs - tickMs;
    const last = this.#wall.at(-1);
    const isStep =
      last !== undefined && Math.abs(offsetMs - last.offsetMs) >= stepMs + slewShare * (tickMs - last.tickMs);
    if (last === undefined || isStep || tickMs - last.tickMs >= 1_000) {
      this.#wall = [...recent(this.#wall, tickMs), { tickMs, offsetMs }];
    }
    return isStep;
  }

  /** A packet of the stream: its own time, and when it arrived by the monotonic clock. */
  packet(mediaMs: number, tickMs: number): void {
    const offsetMs = tickMs - mediaMs;
    const bucket = this.#bucket;
    if (bucket !== null && tickMs - bucket.tickMs < bucketMs) {
      if (offsetMs < bucket.offsetMs) this.#bucket = { ...bucket, offsetMs };
      return;
    }
    if (bucket !== null) this.#stream = [...recent(this.#stream, tickMs), bucket];
    this.#bucket = { tickMs, offsetMs };
  }

  /** The stream was opened anew: its clock may begin anywhere. */
  newStream(): void {
    this.#stream = [];
    this.#bucket = null;
  }

  /** The furthest that either clock moved within the last minute, ms. */
  errorMs(tickMs: number): number {
    return Math.round(Math.max(range(recent(this.#wall, tickMs)), range(recent(this.#stream, tickMs))));
  }
}

function recent(samples: readonly Sample[], tickMs: number): Sample[] {
  return samples.filter((sample) => tickMs - sample.tickMs <= windowMs);
}

function range(samples: readonly Sample[]): number {
  if (samples.length < 2) return 0;
  const offsets = samples.map(({ offsetMs }) => offsetMs);
  return Math.max(...offsets) - Math.min(...offsets);
}
