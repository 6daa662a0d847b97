import { type Blobs, type BlobWriter, StorageError, type VolumeUsage } from './blobs.ts';
import type { Volume } from './disk.ts';
import { checkKey } from './key.ts';
import { mergeInOrder } from './merge-in-order.ts';
import { storageError } from './storage-fault.ts';

/** A disk that has not said by then whether it has something is passed over. */
const usualPatienceMs = 5_000;

/**
 * Several volumes as one storage. A new blob goes where most room is; a volume that refuses is passed over. What is
 * looked for is found on any of them. Where a volume cannot be read and no other has it, that is an error and never
 * "there is none": nobody may take a blob for deleted because a disk is not mounted. A listing gives everything the
 * others have, and then fails.
 */
export function joinVolumes(volumes: readonly Volume[], patienceMs = usualPatienceMs): Blobs {
  if (volumes.length === 0)
    throw new StorageError('missing', 'The storage has no volume. Name a directory for it.');

  /** @throws StorageError where it does not answer in time: a disk that hangs does not stop the others. */
  async function inTime<T>(volume: Volume, answer: Promise<T>): Promise<T> {
    const late = Promise.withResolvers<never>();
    const words = `${volume.name} has not answered for ${patienceMs / 1000} s. Check the disk and its cable.`;
    const timer = setTimeout(() => late.reject(new StorageError('failed', words)), patienceMs);
    try {
      return await Promise.race([answer, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The first answer that is not null. @throws StorageError where none is and one could not say. */
  async function ask<T>(call: (volume: Volume) => Promise<T | null>): Promise<T | null> {
    let trouble: unknown = null;
    for (const volume of volumes) {
      try {
        const answer = await inTime(volume, call(volume));
        if (answer !== null) return answer;
      } catch (cause) {
        trouble ??= cause;
      }
    }
    if (trouble !== null) throw trouble;
    return null;
  }

  /** Asked first, so that a long read needs no bound. */
  function holderOf(key: string, which: 'committed' | 'open too' = 'committed'): Promise<Volume | null> {
    return ask(async (volume) => {
      const isHere = which === 'committed' ? (await volume.stat(key)) !== null : await volume.has(key);
      return isHere ? volume : null;
    });
  }

  async function usageOf(volume: Volume): Promise<VolumeUsage> {
    try {
      return await inTime(volume, volume.usage());
    } catch (cause) {
      const trouble = storageError(`look at ${volume.name}`, cause).message;
      return { name: volume.name, totalBytes: null, freeBytes: null, usedBytes: null, trouble };
    }
  }

  /** Most room first; those that cannot say are left out, and why. */
  async function byRoom(): Promise<{ ready: Volume[]; troubles: unknown[] }> {
    const troubles: unknown[] = [];
    const rooms = await Promise.all(
      volumes.map(async (volume) => {
        try {
          return { volume, room: await inTime(volume, volume.room()) };
        } catch (cause) {
          troubles.push(cause);
          return null;
        }
      }),
    );
    const ready = rooms.filter((each) => each !== null).sort((a, b) => b.room - a.room);
    return { ready: ready.map(({ volume }) => volume), troubles };
  }

  async function create(key: string): Promise<BlobWriter> {
    checkKey(key);
    const { ready, troubles } = await byRoom();
    for (const volume of ready) {
      try {
        return await onlyHere(volume, await beginOn(volume, key));
      } catch (cause) {
        if (cause instanceof StorageError && cause.fault === 'taken') throw cause;
        troubles.push(cause);
      }
    }
    throw troubles[0];
  }

  async function beginOn(volume: Volume, key: string): Promise<BlobWriter> {
    const beginning = volume.create(key);
    try {
      return await inTime(volume, beginning);
    } catch (cause) {
      // Should it come after all, the blob is elsewhere by then.
      beginning.then((writer) => writer.abort()).catch(() => undefined);
      throw cause;
    }
  }

  /** Looked for once it is begun: of two who begin one key at a time on two volumes, none gets it. */
  async function onlyHere(volume: Volume, writer: BlobWriter): Promise<BlobWriter> {
    for (const other of volumes) {
      if (other === volume) continue;
      // A volume that is gone cannot say, and does not stop the others.
      if (!(await inTime(other, other.has(writer.key)).catch(() => false))) continue;
      await writer.abort();
      throw new StorageError('taken', `${writer.key} is on ${other.name} already. Choose another key.`);
    }
    return writer;
  }

  return {
    keepsSynced: true,
    create,
    read: async (key, range) => (await holderOf(key))?.read(key, range) ?? null,
    stream: async (key, range) => (await holderOf(key))?.stream(key, range) ?? null,
    stat: (key) => ask((volume) => volume.stat(key)),
    readOpen: async (key, range) => (await holderOf(key, 'open too'))?.readOpen(key, range) ?? null,
    list: (prefix) => mergeInOrder(volumes.map((volume) => volume.list(prefix))),
    listOpen: (prefix) => mergeInOrder(volumes.map((volume) => volume.listOpen(prefix))),
    remove: async (key) => {
      const holder = await holderOf(key);
      if (holder) return holder.remove(key);
      // Makes sure of what an earlier attempt may have left half done.
      await Promise.all(volumes.map((volume) => volume.remove(key)));
      return false;
    },
    salvage: async (key, bytes) => {
      const holder = await holderOf(key, 'open too');
      if (holder) return holder.salvage(key, bytes);
      if (bytes > 0) throw new StorageError('missing', `There is nothing of ${key} to salvage.`);
      await Promise.all(volumes.map((volume) => volume.salvage(key, 0)));
    },
    usage: () => Promise.all(volumes.map(usageOf)),
    close: async () => {
      await Promise.all(volumes.map((volume) => volume.close()));
    },
  };
}
