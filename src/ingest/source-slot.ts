/**
 * A waiting place for one thing. Live: the newest wins, what it replaces is discarded and counted.
 * So a slow taker costs old pictures, never memory and never the giver's time.
 */
export class Slot<T> {
  droppedCount = 0;
  readonly #discard: (value: T) => void;
  #value: T | null = null;
  #isClosed = false;
  #taker: ((value: T | null) => void) | null = null;
  #giver: (() => void) | null = null;

  constructor(discard: (value: T) => void) {
    this.#discard = discard;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Takes ownership of the value, also when the slot is closed: then it is discarded at once. */
  put(value: T): void {
    if (this.#isClosed) {
      this.#discard(value);
    } else if (this.#taker) {
      const taker = this.#taker;
      this.#taker = null;
      taker(value);
    } else {
      if (this.#value !== null) {
        this.droppedCount++;
        this.#discard(this.#value);
      }
      this.#value = value;
    }
  }

  /** Resolves once the slot is empty, or closed: back-pressure for a giver that must lose nothing. */
  async untilEmpty(): Promise<void> {
    while (this.#value !== null && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#giver = resolve;
      });
    }
  }

  /** The value, or null once the slot is closed. One taker at a time. */
  take(): Promise<T | null> {
    if (this.#value !== null) {
      const value = this.#value;
      this.#value = null;
      this.#wakeGiver();
      return Promise.resolve(value);
    }
    if (this.#isClosed) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#taker = resolve;
    });
  }

  /** @param keepsLast leaves a waiting value for the taker (a film that ended); otherwise it is discarded. */
  close({ keepsLast = false } = {}): void {
    this.#isClosed = true;
    if (!keepsLast && this.#value !== null) {
      this.#discard(this.#value);
      this.#value = null;
    }
    this.#taker?.(null);
    this.#taker = null;
    this.#wakeGiver();
  }

  #wakeGiver(): void {
    this.#giver?.();
    this.#giver = null;
  }
}
