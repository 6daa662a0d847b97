/** Writes the boxes of an MP4 file (ISO/IEC 14496-12 section 4.2) into one growing piece of memory. */
export class BoxWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  /** @param capacity what is expected, bytes; more is made room for. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  /** A box around what `write` writes. */
  box(type: string, write: () => void): void {
    const start = this.#length;
    this.u32(0);
    this.ascii(type);
    write();
    this.#view.setUint32(start, this.#length - start);
  }

  fullBox(type: string, { version = 0, flags = 0 }, write: () => void): void {
    this.box(type, () => {
      this.u32(version * 2 ** 24 + flags);
      write();
    });
  }

  u8(value: number): void {
    this.#reserve(1);
    this.#view.setUint8(this.#length, value);
    this.#length += 1;
  }

  u16(value: number): void {
    this.#reserve(2);
    this.#view.setUint16(this.#length, value);
    this.#length += 2;
  }

  u32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value);
    this.#length += 4;
  }

  i32(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, value);
    this.#length += 4;
  }

  u64(value: bigint): void {
    this.#reserve(8);
    this.#view.setBigUint64(this.#length, value);
    this.#length += 8;
  }

  zeros(count: number): void {
    this.#reserve(count);
    this.#bytes.fill(0, this.#length, this.#length + count);
    this.#length += count;
  }

  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.u8(text.charCodeAt(i));
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Writes over what stands there. */
  putU32(at: number, value: number): void {
    this.#view.setUint32(at, value);
  }

  /** What was written, as a view on the writer's memory. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.written());
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}
