import { maxHeaderBytes, readHeader } from './age-header.ts';
import { payloadNonceBytes, sealedChunkBytes } from './age-payload.ts';
import { SealFault } from './seal-fault.ts';

/** So many bytes of the beginning are enough to ask. */
export const sealedHeadBytes = maxHeaderBytes;

/**
 * How much of what a dead writer left can be opened: its header and its whole chunks. Needs no key.
 * @param head its first bytes. @param bytes its length.
 * @returns 0 when not even one chunk is whole, or it is no sealed file.
 */
export function sealedLengthOf(head: Uint8Array, bytes: number): number {
  try {
    const header = readHeader(head);
    if (header === null) return 0;
    const headBytes = header.bytes + payloadNonceBytes;
    const chunks = Math.floor((bytes - headBytes) / sealedChunkBytes);
    return chunks > 0 ? headBytes + chunks * sealedChunkBytes : 0;
  } catch (error) {
    if (error instanceof SealFault) return 0;
    throw error;
  }
}
