import assert from 'node:assert/strict';
import path from 'node:path';
import type { BlobWriter } from './blobs.ts';
import type { DiskCalls, DiskFile } from './disk-calls.ts';
import { directoriesOf, isAbsent, pruneDirectories, syncAbsence, syncDirectory } from './disk-names.ts';
import { openSuffix } from './key.ts';
import { storageError } from './storage-fault.ts';

type Options = {
  readonly calls: DiskCalls;
  readonly root: string;
  readonly key: string;
  readonly file: DiskFile;
  /** Rejects where `bytes` more would go beyond the reserve. */
  readonly claimRoom: (bytes: number) => Promise<void>;
  /** Called once its file is closed. */
  readonly onClosed: (writer: DiskWriter) => void;
};

export type DiskWriter = BlobWriter & {
  /** Closes its file and leaves what is there, as its death would. */
  release(): Promise<void>;
};

/**
 * Writes one blob from one owner. What an append that failed left is overwritten or cut off. After a sync that failed
 * nobody knows what the disk has (the kernel forgets what it could not write), so this writer only aborts then, or its
 * owner salvages what an earlier sync had made durable.
 */
export function diskWriter({ calls, root, key, file, claimRoom, onClosed }: Options): DiskWriter {
  const name = path.join(root, key);
  const did = (what: string) => `${what} ${key} on ${root}`;
  let bytes = 0;
  let durableBytes = 0;
  let isRagged = false;
  let isNameDurable = false;
  let isCommitTried = false;
  let isFileOpen = true;
  let isBusy = false;
  let broken: unknown = null;
  let ending: 'committed' | 'aborted' | null = null;

  async function alone<T>(what: string, call: () => Promise<T>): Promise<T> {
    assert(!isBusy, `${key}: one call at a time`);
    assert(ending === null, `${key} was ${ending} already`);
    isBusy = true;
    try {
      return await call();
    } catch (cause) {
      throw storageError(did(what), cause);
    } finally {
      isBusy = false;
    }
  }

  async function unlessBroken(call: () => Promise<void>): Promise<void> {
    if (broken !== null) throw broken;
    try {
      await call();
    } catch (cause) {
      broken = cause;
      await closeFile();
      throw cause;
    }
  }

  async function closeFile(): Promise<void> {
    if (!isFileOpen) return;
    isFileOpen = false;
    // What counts was synced before; a close that fails loses nothing more.
    await file.close().catch(() => undefined);
    onClosed(writer);
  }

  async function syncNames(): Promise<void> {
    if (isNameDurable) return;
    for (const directory of directoriesOf(root, key)) await syncDirectory(calls, directory);
    isNameDurable = true;
  }

  const writer: DiskWriter = {
    key,
    get bytes() {
      return bytes;
    },
    get durableBytes() {
      return durableBytes;
    },
    append: (more) =>
      alone('write', async () => {
        if (broken !== null) throw broken;
        await claimRoom(more.length);
        try {
          await file.write(more, bytes);
        } catch (cause) {
          isRagged = true;
          throw cause;
        }
        bytes += more.length;
      }),
    sync: () =>
      alone('make durable', () =>
        unlessBroken(async () => {
          await file.datasync();
          await syncNames();
          durableBytes = bytes;
        }),
      ),
    commit: () =>
      alone('finish', () =>
        unlessBroken(async () => {
          if (isRagged) await file.truncate(bytes);
          await file.sync();
          await syncNames();
          await closeFile();
          isCommitTried = true;
          await calls.rename(name + openSuffix, name);
          await syncDirectory(calls, path.dirname(name));
          durableBytes = bytes;
          ending = 'committed';
        }),
      ),
    abort: () =>
      alone('remove', async () => {
        await closeFile();
        await unlinkIfThere(calls, name + openSuffix);
        // A commit that failed may have come as far as the name; the key is still this writer's.
        if (isCommitTried) await unlinkIfThere(calls, name);
        await syncAbsence(calls, root, key);
        ending = 'aborted';
        await pruneDirectories(calls, root, key);
      }),
    release: async () => {
      broken ??= new Error('the storage was closed');
      await closeFile();
    },
  };
  return writer;
}

/** @returns whether it was there. */
export async function unlinkIfThere(calls: DiskCalls, file: string): Promise<boolean> {
  try {
    await calls.unlink(file);
    return true;
  } catch (cause) {
    if (!isAbsent(cause)) throw cause;
    return false;
  }
}
