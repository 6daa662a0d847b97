/** Reads FlatBuffers tables, as far as a TensorFlow Lite file needs them. Reading past the end throws RangeError. */
export class Table {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #at: number;

  private constructor(bytes: Uint8Array, view: DataView, at: number) {
    this.#bytes = bytes;
    this.#view = view;
    this.#at = at;
  }

  static root(bytes: Uint8Array): Table {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new Table(bytes, view, view.getUint32(0, true));
  }

  int8(field: number, otherwise = 0): number {
    const at = this.#field(field);
    return at === null ? otherwise : this.#view.getInt8(at);
  }

  int32(field: number, otherwise = 0): number {
    const at = this.#field(field);
    return at === null ? otherwise : this.#view.getInt32(at, true);
  }

  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }

  table(field: number): Table | null {
    const at = this.#field(field);
    return at === null ? null : this.#tableAt(at);
  }

  tables(field: number): Table[] {
    const { start, length } = this.#vector(field);
    return Array.from({ length }, (_, i) => this.#tableAt(start + 4 * i));
  }

  int32s(field: number): number[] {
    const { start, length } = this.#vector(field);
    return Array.from({ length }, (_, i) => this.#view.getInt32(start + 4 * i, true));
  }

  bytes(field: number): Uint8Array {
    const { start, length } = this.#vector(field);
    return this.#bytes.subarray(start, start + length);
  }

  /** Where a field's value stands; null when the writer left it out. */
  #field(field: number): number | null {
    const vtable = this.#at - this.#view.getInt32(this.#at, true);
    const entry = 4 + 2 * field;
    if (entry >= this.#view.getUint16(vtable, true)) return null;
    const offset = this.#view.getUint16(vtable + entry, true);
    return offset === 0 ? null : this.#at + offset;
  }

  #tableAt(at: number): Table {
    return new Table(this.#bytes, this.#view, at + this.#view.getUint32(at, true));
  }

  #vector(field: number): { start: number; length: number } {
    const at = this.#field(field);
    if (at === null) return { start: 0, length: 0 };
    const vector = at + this.#view.getUint32(at, true);
    return { start: vector + 4, length: this.#view.getUint32(vector, true) };
  }
}
