/**
 * The payload of a sealed file: chunks of 64 KiB, each with its number and whether it is the last one inside its nonce
 * (STREAM). So a chunk that is changed, left out, moved, or cut off shows.
 * @see https://c2sp.org/age
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';

export const chunkBytes = 65_536;
export const tagBytes = 16;
/** On the disk. */
export const sealedChunkBytes = chunkBytes + tagBytes;
export const payloadNonceBytes = 16;

export type ChunkPlace = { readonly index: number; readonly isLast: boolean };

export function sealChunk(key: Uint8Array, place: ChunkPlace, plain: Uint8Array): Uint8Array {
  const sealer = createCipheriv('chacha20-poly1305', key, nonceOf(place), { authTagLength: tagBytes });
  const sealed = new Uint8Array(plain.length + tagBytes);
  sealed.set(sealer.update(plain));
  sealer.final();
  sealed.set(sealer.getAuthTag(), plain.length);
  return sealed;
}

/** @returns null when it was changed, or belongs to another place. */
export function openChunk(key: Uint8Array, place: ChunkPlace, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length < tagBytes) return null;
  const opener = createDecipheriv('chacha20-poly1305', key, nonceOf(place), { authTagLength: tagBytes });
  opener.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = opener.update(sealed.subarray(0, sealed.length - tagBytes));
  try {
    opener.final();
    return plain;
  } catch {
    plain.fill(0);
    return null;
  }
}

/** 11 bytes big-endian number, one byte that is 1 on the last chunk. */
function nonceOf({ index, isLast }: ChunkPlace): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(3, BigInt(index));
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
