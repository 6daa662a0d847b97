import type { Part } from './part.ts';

/** The newest footage, in memory, until a situation asks for it. Bounded in time and in bytes; begins with a key frame. */
export class PreRoll {
  readonly #maxBytes: number;
  #parts: Part[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @param keepMs footage that lies further back than this from the newest is forgotten. */
  add(part: Part, keepMs: number): void {
    // The clock was set back: what is here belongs to a time to come.
    if (part.fromMs < (this.#parts.at(-1)?.fromMs ?? part.fromMs)) this.clear();
    this.#parts.push(part);
    this.#bytes += part.bytes;
    const goneMs = part.toMs - keepMs;
    while (this.#parts.length > 1) {
      const isOld = this.#parts[1]!.fromMs <= goneMs;
      if (!isOld && this.#bytes <= this.#maxBytes) break;
      this.#forgetFirst();
    }
    while (this.#parts.length > 0 && !this.#parts[0]!.startsWithKey) this.#forgetFirst();
    if (this.#bytes > this.#maxBytes) this.clear();
  }

  /** In order, from the group of pictures on that holds `fromMs` (UTC ms), as far as it reaches; afterwards it is empty. */
  take(fromMs = Number.NEGATIVE_INFINITY): Part[] {
    const begins = this.#parts.findLastIndex((part) => part.startsWithKey && part.fromMs <= fromMs);
    const parts = this.#parts.slice(Math.max(0, begins));
    this.clear();
    return parts;
  }

  clear(): void {
    this.#parts = [];
    this.#bytes = 0;
  }

  #forgetFirst(): void {
    this.#bytes -= this.#parts.shift()!.bytes;
  }
}
