/** The file a backup is written to: under a temporary name until all of it is on the disk. */
import path from 'node:path';
import { type DiskCalls, nodeDiskCalls } from '../storage/disk-calls.ts';
import { codeOf } from '../storage/storage-fault.ts';

export type ByteSink = {
  write(bytes: Uint8Array): Promise<void>;
  /** Durable under its name when it resolves. */
  finish(): Promise<void>;
  /** Nothing stays. */
  abort(): Promise<void>;
};

/** A message for the person who asked for the backup or wants it back: what happened, and what to do. */
export class BackupError extends Error {}

const mebibyte = 1024 * 1024;

/**
 * @param file must not be there yet: a good backup is never written over.
 * @throws BackupError that says what to do.
 */
export async function openBackupFile(file: string, calls: DiskCalls = nodeDiskCalls): Promise<ByteSink> {
  const part = `${file}.part`;
  const directory = path.dirname(file);
  if (await isThere(calls, file))
    throw new BackupError(`${file} is there already, and is not written over. Name another file`);
  // Of a run that was killed.
  await calls.unlink(part).catch(() => {});
  let written = 0;
  let isOpen = true;
  const refusal = (cause: unknown) => new BackupError(wordsOf(cause, { directory, written }), { cause });
  const handle = await calls.open(part, 'wx').catch((cause: unknown) => {
    throw refusal(cause);
  });

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      await abort();
      throw refusal(cause);
    }
  }
  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  }
  async function abort(): Promise<void> {
    await close().catch(() => {});
    await calls.unlink(part).catch(() => {});
  }

  return {
    write: (bytes) =>
      attempt(async () => {
        await handle.write(bytes, written);
        written += bytes.length;
      }),
    finish: () =>
      attempt(async () => {
        await handle.sync();
        await close();
        await calls.rename(part, file);
        const folder = await calls.open(directory, 'r');
        try {
          await folder.sync();
        } finally {
          await folder.close();
        }
      }),
    abort,
  };
}

async function isThere(calls: DiskCalls, file: string): Promise<boolean> {
  return calls.stat(file).then(
    () => true,
    () => false,
  );
}

function wordsOf(
  cause: unknown,
  { directory, written }: { readonly directory: string; readonly written: number },
): string {
  const so = `after ${Math.round(written / mebibyte)} MiB. Nothing of the backup is left`;
  const code = codeOf(cause);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `${directory} is full ${so}: free room there, or name a file elsewhere`;
    case 'ENOENT':
      return `There is no folder ${directory}: make it, or name a file elsewhere`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${directory} cannot be written to (${code}): give this account the right, or name a file elsewhere`;
    case 'EFBIG':
      return `The file system of ${directory} takes no file this long ${so}: name a file elsewhere`;
    default:
      return `${directory} failed ${so} (${code ?? String(cause)}): check the disk, or name a file elsewhere`;
  }
}
