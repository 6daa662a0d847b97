import type { VolumeUsage } from './blobs.ts';
import type { DiskCalls } from './disk-calls.ts';
import { storageError } from './storage-fault.ts';

/** Never rejects: a volume that is gone is a line that says so. */
export async function volumeUsage(
  calls: DiskCalls,
  root: string,
  reserveBytes: number,
): Promise<VolumeUsage> {
  try {
    const { totalBytes, freeBytes, usedBytes } = await calls.statfs(root);
    const trouble =
      freeBytes <= reserveBytes ? fullness(root, reserveBytes) : await writeTrouble(calls, root);
    return { name: root, totalBytes, freeBytes, usedBytes, trouble };
  } catch (cause) {
    const trouble = storageError(`look at ${root}`, cause).message;
    return { name: root, totalBytes: null, freeBytes: null, usedBytes: null, trouble };
  }
}

async function writeTrouble(calls: DiskCalls, root: string): Promise<string | null> {
  try {
    await calls.checkWritable(root);
    return null;
  } catch (cause) {
    return storageError(`write to ${root}`, cause).message;
  }
}

export function fullness(root: string, reserveBytes: number): string {
  const kept = reserveBytes > 0 ? `: ${Math.ceil(reserveBytes / 1e6)} MB of it are kept free` : '';
  return `${root} is full${kept}. Free room on it, shorten the terms, or add a volume.`;
}
