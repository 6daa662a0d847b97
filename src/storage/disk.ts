import path from 'node:path';
import { type Blobs, type BlobWriter, StorageError, type VolumeUsage } from './blobs.ts';
import { type DiskCalls, type DiskFile, nodeDiskCalls } from './disk-calls.ts';
import { limitDiskCalls } from './disk-limit.ts';
import {
  directoriesOf,
  isAbsent,
  makeDirectories,
  pruneDirectories,
  syncAbsence,
  syncDirectory,
} from './disk-names.ts';
import { diskReads } from './disk-read.ts';
import { fullness, volumeUsage } from './disk-usage.ts';
import { walkDisk } from './disk-walk.ts';
import { type DiskWriter, diskWriter, unlinkIfThere } from './disk-writer.ts';
import { checkKey, checkPrefix, openSuffix } from './key.ts';
import { shredHead } from './shred.ts';
import { codeOf, storageError } from './storage-fault.ts';

/** One volume: what `Blobs` promises, and what it takes to choose among several. */
export type Volume = Omit<Blobs, 'usage'> & {
  readonly name: string;
  usage(): Promise<VolumeUsage>;
  /** Bytes free above the reserve; negative below it. */
  room(): Promise<number>;
  /** Committed or open. */
  has(key: string): Promise<boolean>;
};

export type DiskOptions = {
  /** Absolute. Must exist: where a disk is not mounted, it should not. */
  readonly directory: string;
  /** Bytes that stay free. */
  readonly reserveBytes: number;
  readonly calls?: DiskCalls;
};

/** Two of libuv's four threads: a second volume goes on while this one hangs. */
const callsAtOnce = 2;
/** How often a directory may vanish before a blob is begun in it. */
const makeTries = 20;
/** How much is written between two looks at the free room. */
const roomCheckBytes = 4 * 1024 * 1024;

/** A blob is the file of its key; while it is written it ends in .part. One file system, no index beside it. */
export function openDisk({
  directory: root,
  reserveBytes,
  calls: bare = nodeDiskCalls,
}: DiskOptions): Volume {
  const calls = limitDiskCalls(bare, callsAtOnce);
  const pathOf = (key: string) => path.join(root, key);
  const openPathOf = (key: string) => pathOf(key) + openSuffix;
  /** Appended since the free room was seen, and what was free then; of all writers together. */
  let unseenBytes = 0;
  let seenRoomBytes = 0;
  const writers = new Set<DiskWriter>();

  async function attempt<T>(what: string, key: string, call: () => Promise<T>): Promise<T> {
    checkKey(key);
    try {
      return await call();
    } catch (cause) {
      throw storageError(`${what} ${key} on ${root}`, cause);
    }
  }

  /** That nothing is there is only certain where the volume is. */
  async function sizeOf(file: string): Promise<number | null> {
    try {
      const { bytes, isDirectory } = await calls.stat(file);
      return isDirectory ? null : bytes;
    } catch (cause) {
      if (!isAbsent(cause)) throw cause;
      await checkMounted();
      return null;
    }
  }

  async function checkMounted(): Promise<void> {
    const { isDirectory } = await calls.stat(root);
    if (!isDirectory) throw new StorageError('missing', `${root} is no directory. Name another volume.`);
  }

  async function room(): Promise<number> {
    const { freeBytes } = await calls.statfs(root);
    unseenBytes = 0;
    seenRoomBytes = freeBytes - reserveBytes;
    return seenRoomBytes;
  }

  async function claimRoom(bytes: number): Promise<void> {
    unseenBytes += bytes;
    if (unseenBytes < roomCheckBytes && unseenBytes < seenRoomBytes) return;
    if ((await room()) < bytes) throw new StorageError('full', fullness(root, reserveBytes));
  }

  async function create(key: string): Promise<BlobWriter> {
    if ((await room()) <= 0) throw new StorageError('full', fullness(root, reserveBytes));
    const file = await openNew(key);
    try {
      // Looked for only now: whoever commits holds the .part until the name is there.
      if ((await sizeOf(pathOf(key))) !== null) throw taken(key);
    } catch (cause) {
      await file.close().catch(() => undefined);
      await calls.unlink(openPathOf(key)).catch(() => undefined);
      throw cause;
    }
    const writer = diskWriter({
      calls,
      root,
      key,
      file,
      claimRoom,
      onClosed: (each) => writers.delete(each),
    });
    writers.add(writer);
    return writer;
  }

  async function openNew(key: string): Promise<DiskFile> {
    for (let tries = 1; ; tries += 1) {
      try {
        if (tries > 1) await makeDirectories(calls, root, key);
        return await calls.open(openPathOf(key), 'wx');
      } catch (cause) {
        if (codeOf(cause) === 'EEXIST') throw taken(key);
        // Its directory is not made yet, or whoever removed the last blob in it has just removed it too.
        if (codeOf(cause) !== 'ENOENT' || tries === makeTries) throw cause;
      }
    }
  }

  function taken(key: string): StorageError {
    return new StorageError('taken', `${key} is on ${root} already. Choose another key, or remove it first.`);
  }

  async function remove(key: string): Promise<boolean> {
    if ((await sizeOf(pathOf(key))) !== null) return removeFile(key, pathOf(key));
    // An earlier attempt may have failed between the name and its durability.
    await syncAbsence(calls, root, key);
    return false;
  }

  async function removeFile(key: string, file: string): Promise<boolean> {
    const bytes = key.endsWith('.age') ? await sizeOf(file) : null;
    if (bytes !== null) await shredHead(calls, file, bytes);
    const wasThere = await unlinkIfThere(calls, file);
    await syncAbsence(calls, root, key);
    await pruneDirectories(calls, root, key);
    return wasThere;
  }

  async function salvage(key: string, bytes: number): Promise<void> {
    const size = await sizeOf(openPathOf(key));
    if (bytes === 0) {
      await removeFile(key, openPathOf(key));
      return;
    }
    const committed = await sizeOf(pathOf(key));
    if (committed !== null && (size !== null || committed !== bytes)) throw taken(key);
    if (committed === null) {
      if (size === null || size < bytes) {
        const has = size === null ? 'nothing' : `${size} bytes`;
        throw new StorageError(
          'missing',
          `${root} holds ${has} of ${key}, not ${bytes}. Salvage what is there.`,
        );
      }
      await shorten(openPathOf(key), bytes);
      await calls.rename(openPathOf(key), pathOf(key));
    }
    // Also where an earlier attempt had come as far as the name.
    for (const directory of directoriesOf(root, key)) await syncDirectory(calls, directory);
  }

  async function shorten(name: string, bytes: number): Promise<void> {
    const file = await calls.open(name, 'r+');
    try {
      await file.truncate(bytes);
      await file.sync();
    } finally {
      await file.close().catch(() => undefined);
    }
  }

  async function* walk(prefix: string, which: 'committed' | 'open') {
    try {
      yield* walkDisk(calls, root, prefix, which);
    } catch (cause) {
      throw storageError(`list ${prefix === '' ? 'the blobs' : prefix} on ${root}`, cause);
    }
  }

  return {
    keepsSynced: true,
    name: root,
    ...diskReads(calls, root, sizeOf),
    create: (key) => attempt('begin', key, () => create(key)),
    stat: (key) =>
      attempt('look for', key, async () => {
        const bytes = await sizeOf(pathOf(key));
        return bytes === null ? null : { bytes };
      }),
    list: (prefix) => {
      checkPrefix(prefix);
      return walk(prefix, 'committed');
    },
    listOpen: (prefix) => {
      checkPrefix(prefix);
      return walk(prefix, 'open');
    },
    remove: (key) => attempt('remove', key, () => remove(key)),
    salvage: (key, bytes) => attempt('salvage', key, () => salvage(key, bytes)),
    has: (key) =>
      attempt(
        'look for',
        key,
        async () => (await sizeOf(pathOf(key))) !== null || (await sizeOf(openPathOf(key))) !== null,
      ),
    room: async () => {
      try {
        return await room();
      } catch (cause) {
        throw storageError(`look at ${root}`, cause);
      }
    },
    usage: () => volumeUsage(calls, root, reserveBytes),
    close: async () => {
      await Promise.all([...writers].map((writer) => writer.release()));
    },
  };
}
