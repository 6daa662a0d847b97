import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Blobs, ByteRange } from '../../storage/blobs.ts';

/** Plain bytes in one encrypted chunk. */
const chunkBytes = 65_536;
const tagBytes = 16;
/** Chunks in one blob: what is rendered becomes readable a blob at a time. */
const chunksPerPart = 64;
const partBytes = chunksPerPart * chunkBytes;
const algorithm = 'chacha20-poly1305';

export type SealedClip = {
  /** Plain bytes that can be read. */
  readonly bytes: () => number;
  /** Of all plain bytes, hex; null while it grows. */
  readonly sha256: () => string | null;
  /** @throws Error for a range beyond `bytes()`, or once it is destroyed. */
  read(range: ByteRange): AsyncIterable<Uint8Array>;
  append(bytes: Uint8Array): Promise<void>;
  /** Makes what is held readable, without waiting for a whole part. */
  flush(): Promise<void>;
  finish(): Promise<void>;
  /** The key is gone at once, and with it the clip; then its blobs. */
  destroy(): Promise<void>;
};

/** What other runs of the centre left: nobody has their keys. */
export async function removeOldClips(blobs: Blobs): Promise<number> {
  let removed = 0;
  for await (const { key } of blobs.list('released/')) if (await blobs.remove(key)) removed++;
  for await (const { key } of blobs.listOpen('released/')) await blobs.salvage(key, 0);
  return removed;
}

/**
 * Opened footage on the disk, encrypted with a key that is in this process's memory only and dies with it. Each chunk is
 * ChaCha20-Poly1305 with its number as nonce: the key is used for one clip, and a chunk is written once.
 */
export function createSealedClip(blobs: Blobs, openingId: string): SealedClip {
  const key = randomBytes(32);
  const hash = createHash('sha256');
  /** Each part holds whole chunks but for its last. */
  const parts: {
    readonly key: string;
    readonly from: number;
    readonly length: number;
    readonly chunk: number;
  }[] = [];
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let written = 0;
  let nextChunk = 0;
  let digest: string | null = null;
  let isDestroyed = false;

  async function writePart(plain: Uint8Array): Promise<void> {
    assertAlive();
    const name = `released/${openingId}/${String(parts.length).padStart(6, '0')}`;
    const first = nextChunk;
    const sealed: Uint8Array[] = [];
    for (let at = 0; at < plain.length; at += chunkBytes) {
      sealed.push(sealChunk(key, nextChunk++, plain.subarray(at, at + chunkBytes)));
    }
    const writer = await blobs.create(name);
    try {
      for (const chunk of sealed) await writer.append(chunk);
      await writer.commit();
    } catch (cause) {
      await writer.abort().catch(() => {});
      throw cause;
    }
    parts.push({ key: name, from: written, length: plain.length, chunk: first });
    written += plain.length;
  }

  async function flush(): Promise<void> {
    if (heldBytes === 0) return;
    const plain = Buffer.concat(held);
    held = [];
    heldBytes = 0;
    for (let at = 0; at < plain.length; at += partBytes) await writePart(plain.subarray(at, at + partBytes));
    plain.fill(0);
  }

  function assertAlive(): void {
    if (isDestroyed)
      throw new Error('this opened footage is gone: its time is over or its opening was ended');
  }

  return {
    bytes: () => written,
    sha256: () => digest,
    async *read(range) {
      if (range.offset < 0 || range.offset + range.length > written) throw new Error('beyond what is there');
      let at = range.offset;
      const end = range.offset + range.length;
      while (at < end) {
        const part = partAt(parts, at);
        const chunk = Math.floor((at - part.from) / chunkBytes);
        const sealed = await blobs.read(part.key, sealedRange(part.length, chunk));
        assertAlive();
        if (sealed === null) throw new Error(`a part of the opened footage is missing: ${part.key}`);
        const plain = openChunk(key, part.chunk + chunk, sealed);
        const from = at - part.from - chunk * chunkBytes;
        const piece = plain.subarray(from, Math.min(plain.length, from + end - at));
        at += piece.length;
        yield piece;
      }
    },
    async append(bytes) {
      assertAlive();
      hash.update(bytes);
      held.push(bytes);
      heldBytes += bytes.length;
      if (heldBytes >= partBytes) await flush();
    },
    flush,
    async finish() {
      await flush();
      digest = hash.digest('hex');
    },
    async destroy() {
      if (isDestroyed) return;
      isDestroyed = true;
      key.fill(0);
      for (const piece of held) piece.fill(0);
      held = [];
      for (const part of parts) await blobs.remove(part.key);
    },
  };
}

function partAt<P extends { readonly from: number; readonly length: number }>(
  parts: readonly P[],
  at: number,
): P {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.from <= at) low = middle;
    else high = middle - 1;
  }
  return parts[low]!;
}

function sealedRange(partLength: number, chunk: number): ByteRange {
  const plain = Math.min(chunkBytes, partLength - chunk * chunkBytes);
  return { offset: chunk * (chunkBytes + tagBytes), length: plain + tagBytes };
}

function sealChunk(key: Uint8Array, n: number, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv(algorithm, key, nonceOf(n), { authTagLength: tagBytes });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Uint8Array, n: number, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv(algorithm, key, nonceOf(n), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
}

function nonceOf(n: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(n), 4);
  return nonce;
}
