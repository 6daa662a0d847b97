/** A sealed file cannot be opened. `message` continues a sentence that names the file. */
export class SealFault extends Error {
  override readonly name = 'SealFault';
  /** key: sealed to another key. header, chunk, end: changed there. */
  readonly place: 'key' | 'header' | 'chunk' | 'end';
  /** Index of the chunk, from 0; null where it is none. */
  readonly chunk: number | null;

  constructor(place: SealFault['place'], message: string, chunk: number | null = null) {
    super(message);
    this.place = place;
    this.chunk = chunk;
  }
}
