import { type Blobs, type BlobWriter, StorageError } from './blobs.ts';
import type { Volume } from './disk.ts';
import { checkKey } from './key.ts';
import { mergeInOrder } from './merge-in-order.ts';

/**
 * Several volumes as one storage. A new blob goes where most room is; a volume that refuses is passed over. What is
 * looked for is found on any of them. Where a volume cannot be read and no other has it, that is an error and never
 * "there is none": nobody may take a blob for deleted because a disk is not mounted. A listing gives everything the
 * others have, and then fails.
 */
export function joinVolumes(volumes: readonly Volume[]): Blobs {
  if (volumes.length === 0)
    throw new StorageError('missing', 'The storage has no volume. Name a directory for it.');

  /** The first answer that is not null. @throws StorageError where none is and one could not say. */
  async function ask<T>(call: (volume: Volume) => Promise<T | null>): Promise<T | null> {
    let trouble: unknown = null;
    for (const volume of volumes) {
      try {
        const answer = await call(volume);
        if (answer !== null) return answer;
      } catch (cause) {
        trouble ??= cause;
      }
    }
    if (trouble !== null) throw trouble;
    return null;
  }

  /** Most room first; those that cannot say are left out, and why. */
  async function byRoom(): Promise<{ ready: Volume[]; troubles: unknown[] }> {
    const troubles: unknown[] = [];
    const rooms = await Promise.all(
      volumes.map(async (volume) => {
        try {
          return { volume, room: await volume.room() };
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
        return await onlyHere(volume, await volume.create(key));
      } catch (cause) {
        if (cause instanceof StorageError && cause.fault === 'taken') throw cause;
        troubles.push(cause);
      }
    }
    throw troubles[0];
  }

  /** Looked for once it is begun: of two who begin one key at a time on two volumes, none gets it. */
  async function onlyHere(volume: Volume, writer: BlobWriter): Promise<BlobWriter> {
    for (const other of volumes) {
      if (other === volume) continue;
      // A volume that is gone cannot say, and does not stop the others.
      if (!(await other.has(writer.key).catch(() => false))) continue;
      await writer.abort();
      throw new StorageError('taken', `${writer.key} is on ${other.name} already. Choose another key.`);
    }
    return writer;
  }

  return {
    create,
    read: (key, range) => ask((volume) => volume.read(key, range)),
    stream: (key, range) => ask((volume) => volume.stream(key, range)),
    stat: (key) => ask((volume) => volume.stat(key)),
    readOpen: (key, range) => ask((volume) => volume.readOpen(key, range)),
    list: (prefix) => mergeInOrder(volumes.map((volume) => volume.list(prefix))),
    listOpen: (prefix) => mergeInOrder(volumes.map((volume) => volume.listOpen(prefix))),
    remove: async (key) => {
      const holder = await ask(async (volume) => ((await volume.stat(key)) ? volume : null));
      if (holder) return holder.remove(key);
      // Makes sure of what an earlier attempt may have left half done.
      await Promise.all(volumes.map((volume) => volume.remove(key)));
      return false;
    },
    salvage: async (key, bytes) => {
      const holder = await ask(async (volume) => ((await volume.has(key)) ? volume : null));
      if (holder) return holder.salvage(key, bytes);
      if (bytes > 0) throw new StorageError('missing', `There is nothing of ${key} to salvage.`);
      await Promise.all(volumes.map((volume) => volume.salvage(key, 0)));
    },
    usage: () => Promise.all(volumes.map((volume) => volume.usage())),
    close: async () => {
      await Promise.all(volumes.map((volume) => volume.close()));
    },
  };
}
