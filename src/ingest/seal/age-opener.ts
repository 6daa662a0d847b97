/** Opens a sealed file from its beginning, piece by piece, and names the place where it was changed. */
import { type AgeHeader, openFileKey, payloadKeyOf, readHeader } from './age-header.ts';
import { type ChunkPlace, openChunk, payloadNonceBytes, sealedChunkBytes, tagBytes } from './age-payload.ts';
import { SealFault } from './seal-fault.ts';

/** How far from its place a chunk is looked for, to say what happened to it. */
const searchChunks = 64;

/**
 * @param source the file, in pieces of any size.
 * @param privateKey raw, 32 bytes; stays the caller's to wipe.
 * @param isTorn its writer died: what comes after the last whole chunk is left out, and no end is asked for.
 * @returns plain chunks; the caller wipes them.
 * @throws SealFault.
 */
export async function* openSealed(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  privateKey: Uint8Array,
  { isTorn = false }: { readonly isTorn?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const opener = new AgeOpener(privateKey, isTorn);
  try {
    for await (const piece of source) yield* opener.push(piece);
    yield* opener.end();
  } finally {
    opener.wipe();
  }
}

class AgeOpener {
  readonly #privateKey: Uint8Array;
  readonly #isTorn: boolean;
  #key: Uint8Array | null = null;
  #held: Uint8Array = new Uint8Array(0);
  #index = 0;

  constructor(privateKey: Uint8Array, isTorn: boolean) {
    this.#privateKey = privateKey;
    this.#isTorn = isTorn;
  }

  *push(piece: Uint8Array): Generator<Uint8Array> {
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    if (this.#key === null && !this.#readHead()) return;
    // A full chunk may be the last: only what follows it shows that it is not.
    while (this.#held.length > sealedChunkBytes) {
      yield this.#open(this.#held.subarray(0, sealedChunkBytes), false);
      this.#held = this.#held.subarray(sealedChunkBytes);
    }
  }

  *end(): Generator<Uint8Array> {
    if (this.#key === null) {
      if (this.#isTorn) return;
      throw new SealFault('end', 'it ends within its header');
    }
    const last = this.#held;
    if (this.#isTorn && last.length < sealedChunkBytes) {
      // A writer that died in its very last step may have written the end.
      const plain = openChunk(this.#key, { index: this.#index, isLast: true }, last);
      if (plain !== null) yield plain;
      return;
    }
    const isUnended =
      this.#isTorn && openChunk(this.#key, { index: this.#index, isLast: true }, last) === null;
    if (last.length <= tagBytes && this.#index > 0) throw this.#cutOff();
    yield this.#open(last, !isUnended);
  }

  wipe(): void {
    this.#key?.fill(0);
    this.#key = null;
  }

  #readHead(): boolean {
    const header: AgeHeader | null = readHeader(this.#held);
    if (header === null || this.#held.length < header.bytes + payloadNonceBytes) return false;
    const fileKey = openFileKey(header, this.#privateKey);
    const payloadAt = header.bytes + payloadNonceBytes;
    this.#key = payloadKeyOf(fileKey, this.#held.subarray(header.bytes, payloadAt));
    fileKey.fill(0);
    this.#held = this.#held.subarray(payloadAt);
    return true;
  }

  #open(sealed: Uint8Array, isLast: boolean): Uint8Array {
    const plain = openChunk(this.#key!, { index: this.#index, isLast }, sealed);
    if (plain === null) throw this.#faultOf(sealed, isLast);
    this.#index++;
    return plain;
  }

  /** What must have happened to a chunk that does not open at its place. */
  #faultOf(sealed: Uint8Array, isLast: boolean): SealFault {
    const index = this.#index;
    const opensAt = (place: ChunkPlace) => {
      const plain = openChunk(this.#key!, place, sealed);
      plain?.fill(0);
      return plain !== null;
    };
    if (opensAt({ index, isLast: !isLast })) {
      return isLast
        ? this.#cutOff(index + 1)
        : new SealFault('end', `something was added behind its last chunk, ${index}`, index);
    }
    for (let by = 1; by <= searchChunks; by++) {
      for (const other of [index + by, index - by]) {
        if (
          other < 0 ||
          !(opensAt({ index: other, isLast: false }) || opensAt({ index: other, isLast: true }))
        )
          continue;
        const message =
          other > index
            ? `chunk ${index} is missing or moved: chunk ${other} stands in its place`
            : `chunk ${other} stands a second time, in the place of chunk ${index}`;
        return new SealFault('chunk', message, index);
      }
    }
    if (isLast && sealed.length < sealedChunkBytes) {
      return new SealFault('chunk', `its last chunk, ${index}, was changed or cut off`, index);
    }
    return new SealFault('chunk', `chunk ${index} was changed`, index);
  }

  #cutOff(index = this.#index): SealFault {
    return new SealFault(
      'end',
      `it was cut off: chunk ${index} and what may have followed are missing`,
      index,
    );
  }
}
