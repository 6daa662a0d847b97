import { createHash } from 'node:crypto';
import type { Blobs } from '../storage/blobs.ts';
import { StorageError } from '../storage/blobs.ts';
import { BackupError } from './backup-file.ts';
import type { Manifest } from './manifest.ts';
import type { TarFile } from './tar-reader.ts';

/** Exhibits on their way back into the storage. */
export type ExhibitReturn = {
  put(file: TarFile): Promise<void>;
  /** How many are there now. */
  count(): number;
  /** Removes what was put there. */
  undo(): Promise<void>;
};

export function createExhibitReturn(blobs: Blobs | null, manifest: Manifest): ExhibitReturn {
  const made: string[] = [];
  let there = 0;

  async function isSame(key: string): Promise<boolean> {
    const hash = createHash('sha256');
    for await (const piece of (await blobs!.stream(key)) ?? []) hash.update(piece);
    return hash.digest('hex') === manifest.files.find(({ name }) => name === key)?.sha256;
  }

  async function put({ name, body }: TarFile): Promise<void> {
    if ((await blobs!.stat(name)) !== null) {
      if (!(await isSame(name)))
        throw new BackupError(
          `The storage holds another ${name} than the backup. Compare the two, and move it away`,
        );
      there++;
      return;
    }
    const writer = await blobs!.create(name);
    try {
      for await (const piece of body) await writer.append(piece);
      await writer.commit();
    } catch (cause) {
      await writer.abort().catch(() => {});
      throw cause;
    }
    made.push(name);
    there++;
  }

  return {
    put: (file) =>
      put(file).catch((cause: unknown) => {
        throw cause instanceof StorageError ? new BackupError(cause.message, { cause }) : cause;
      }),
    count: () => there,
    async undo() {
      for (const key of made) await blobs!.remove(key);
    },
  };
}
