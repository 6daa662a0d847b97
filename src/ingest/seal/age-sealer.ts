/** Seals a file while it is made: whole chunks leave as they fill, so what was written stays readable if the rest never comes. */
import { randomBytes } from 'node:crypto';
import { payloadKeyOf, sealFileKey } from './age-header.ts';
import { chunkBytes, payloadNonceBytes, sealChunk } from './age-payload.ts';

export class AgeSealer {
  /** To be written first. */
  readonly head: Uint8Array;
  readonly #key: Uint8Array;
  readonly #chunk = new Uint8Array(chunkBytes);
  #filled = 0;
  #index = 0;
  #isEnded = false;

  /** @param recipients raw public keys; each opens the file alone. */
  constructor(recipients: readonly Uint8Array[]) {
    const { header, fileKey } = sealFileKey(recipients);
    const nonce = randomBytes(payloadNonceBytes);
    this.#key = payloadKeyOf(fileKey, nonce);
    fileKey.fill(0);
    this.head = Buffer.concat([header, nonce]);
  }

  /** Bytes that wait for their chunk to fill: they are in no chunk yet. */
  get waitingBytes(): number {
    return this.#filled;
  }

  /** @returns the chunks that are full now. More must follow: only `end` makes the last one. */
  push(plain: Uint8Array): Uint8Array[] {
    if (this.#isEnded) throw new Error('the sealed file has ended');
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < plain.length; ) {
      const part = plain.subarray(at, at + chunkBytes - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === chunkBytes) chunks.push(this.#seal(false));
    }
    return chunks;
  }

  /**
   * The last chunk, and the end of the key. The format forbids an empty last chunk behind others: where nothing waits,
   * something has to be pushed first. @throws Error then.
   */
  end(): Uint8Array {
    if (this.#filled === 0 && this.#index > 0)
      throw new Error('the last chunk of a sealed file would be empty');
    const last = this.#seal(true);
    this.wipe();
    return last;
  }

  /** Forgets the key: the file stays without its end. */
  wipe(): void {
    this.#isEnded = true;
    this.#key.fill(0);
    this.#chunk.fill(0);
  }

  #seal(isLast: boolean): Uint8Array {
    const sealed = sealChunk(
      this.#key,
      { index: this.#index++, isLast },
      this.#chunk.subarray(0, this.#filled),
    );
    this.#filled = 0;
    return sealed;
  }
}
