import path from 'node:path';
import type { DiskCalls } from './disk-calls.ts';
import { codeOf } from './storage-fault.ts';

/** Directory of a key and those above it, up to the volume itself: innermost first. */
export function directoriesOf(root: string, key: string): string[] {
  const parts = key.split('/').slice(0, -1);
  return [...parts.map((_, index) => path.join(root, ...parts.slice(0, parts.length - index))), root];
}

/** Makes the names in a directory durable. */
export async function syncDirectory(calls: DiskCalls, directory: string): Promise<void> {
  const file = await calls.open(directory, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes it durable that a key is not there. Its directory may have gone too, then it is the directory above that
 * must not bring it back.
 */
export async function syncAbsence(calls: DiskCalls, root: string, key: string): Promise<void> {
  for (const directory of directoriesOf(root, key)) {
    try {
      return await syncDirectory(calls, directory);
    } catch (cause) {
      if (directory === root || !isAbsent(cause)) throw cause;
    }
  }
}

/** Directories that the last blob left. Whoever made one meanwhile finds his way again (see `makeDirectories`). */
export async function pruneDirectories(calls: DiskCalls, root: string, key: string): Promise<void> {
  for (const directory of directoriesOf(root, key).slice(0, -1)) {
    try {
      await calls.rmdir(directory);
    } catch {
      // Mostly it is not empty. Whatever else: an empty directory harms nobody.
      return;
    }
  }
}

/** Never makes the volume itself: where its directory is missing, a disk is not mounted. */
export async function makeDirectories(calls: DiskCalls, root: string, key: string): Promise<void> {
  for (const directory of directoriesOf(root, key).slice(0, -1).reverse()) {
    try {
      await calls.mkdir(directory);
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
  }
}

/** ENOTDIR: a part of the path is a blob, so nothing lies beneath it. */
export function isAbsent(cause: unknown): boolean {
  const code = codeOf(cause);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
