/** Reads bits and Exp-Golomb numbers (H.264 section 9.1) from bytes without emulation prevention. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit: number;

  constructor(bytes: Uint8Array, fromByte = 0) {
    this.#bytes = bytes;
    this.#bit = fromByte * 8;
  }

  /** @throws Error beyond the end: the parameter set is cut. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const byte = this.#bytes[this.#bit >> 3];
      if (byte === undefined) throw new Error('a parameter set of the stream is cut short');
      value = value * 2 + ((byte >> (7 - (this.#bit & 7))) & 1);
      this.#bit++;
    }
    return value;
  }

  /** ue(v) */
  unsigned(): number {
    let zeros = 0;
    while (this.bits(1) === 0) if (++zeros > 31) throw new Error('a parameter set of the stream is damaged');
    return 2 ** zeros - 1 + this.bits(zeros);
  }
}
