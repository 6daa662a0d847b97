/**
 * A sealed file begins with its own key, wrapped to the vault (age). Before such a file loses its name, this beginning is
 * written over: blocks that stay on the disk for a while are then unreadable for the vault's key too.
 */
import type { DiskCalls } from './disk-calls.ts';
import { codeOf } from './storage-fault.ts';

/** Header, nonce, and some of the first chunk. */
const headBytes = 4_096;

/** @param bytes length of the file: it does not grow. @throws what the calls reject with, but for a disk without room. */
export async function shredHead(calls: DiskCalls, file: string, bytes: number): Promise<void> {
  try {
    const open = await calls.open(file, 'r+');
    try {
      await open.write(new Uint8Array(Math.min(headBytes, bytes)), 0);
      await open.datasync();
    } finally {
      await open.close();
    }
  } catch (cause) {
    // File systems that never write in place need room for it; on a full disk the space comes first.
    if (codeOf(cause) !== 'ENOSPC' && codeOf(cause) !== 'EDQUOT') throw cause;
  }
}
