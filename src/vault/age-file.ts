/** A whole file sealed to an age recipient or opened with an identity, streamed: any age program does the same. */
import { ReadableStream, TransformStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';

export type Pieces = AsyncIterable<Uint8Array>;

/** @returns false: no age program would take it. */
export function isRecipient(recipient: string): boolean {
  try {
    new Encrypter().addRecipient(recipient);
    return true;
  } catch {
    return false;
  }
}

/** Bytes go in, sealed bytes come out at `put`, in order; `end` resolves when the last have been put. */
export async function sealFile(
  recipient: string,
  put: (sealed: Uint8Array) => Promise<void>,
): Promise<{ write(bytes: Uint8Array): Promise<void>; end(): Promise<void> }> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const sealed = (await encrypter.encrypt(readable as never)) as unknown as ReadableStream<Uint8Array>;
  const pumping = (async () => {
    for await (const piece of sealed) await put(piece);
  })();
  // Told to whoever writes or ends.
  pumping.catch(() => {});
  const writer = writable.getWriter();
  writer.closed.catch(() => {});
  return {
    // What is handed over may be used again by its owner.
    write: (bytes) => Promise.race([writer.write(Uint8Array.from(bytes)), pumping]),
    async end() {
      await Promise.race([writer.close(), pumping]);
      await pumping;
    },
  };
}

/** @throws Error when the identity does not open it, or it was changed or cut. */
export async function* openFile(identity: string, sealed: Pieces): Pieces {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const source = ReadableStream.from(sealed);
  const opened = (await decrypter.decrypt(source as never)) as unknown as ReadableStream<Uint8Array>;
  yield* opened;
}

/** The first bytes of every file sealed with age. */
export const ageMagic = 'age-encryption.org/v1';
