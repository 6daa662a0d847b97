import { constants } from 'node:fs';
import {
  access,
  type FileHandle,
  mkdir,
  open,
  readdir,
  rename,
  rmdir,
  stat,
  statfs,
  unlink,
} from 'node:fs/promises';

/**
 * The few calls the disk adapter makes, so that a test can stand between it and the disk: fail the Nth call, or cut
 * the power. Each rejects with what node:fs rejects with (an Error with a `code`).
 */
export type DiskCalls = {
  /** wx: makes it, and fails where it is. r: a file, or a directory to sync. r+: to shorten it. */
  open(path: string, flags: 'wx' | 'r' | 'r+'): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  mkdir(path: string): Promise<void>;
  /** Fails where it is not empty. */
  rmdir(path: string): Promise<void>;
  readdir(path: string): Promise<readonly DiskEntry[]>;
  stat(path: string): Promise<{ readonly bytes: number; readonly isDirectory: boolean }>;
  statfs(path: string): Promise<DiskRoom>;
  /** Rejects where nothing can be written. */
  checkWritable(path: string): Promise<void>;
};

export type DiskEntry = { readonly name: string; readonly isDirectory: boolean };

/** Bytes of the file system. `freeBytes` are those that we may use. */
export type DiskRoom = {
  readonly totalBytes: number;
  readonly freeBytes: number;
  readonly usedBytes: number;
};

export type DiskFile = {
  /** All of them, or rejects; then some of them may be written. */
  write(bytes: Uint8Array, offset: number): Promise<void>;
  /** @returns how many were read; 0 at the end. */
  read(into: Uint8Array, offset: number): Promise<number>;
  truncate(bytes: number): Promise<void>;
  /** fdatasync: bytes and length. */
  datasync(): Promise<void>;
  /** fsync. Of a directory: the names in it. */
  sync(): Promise<void>;
  close(): Promise<void>;
};

export const nodeDiskCalls: DiskCalls = {
  open: async (path, flags) => diskFile(await open(path, flags, 0o640)),
  rename,
  unlink,
  mkdir: async (path) => {
    await mkdir(path, 0o750);
  },
  rmdir,
  readdir: async (path) => {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }));
  },
  stat: async (path) => {
    const found = await stat(path);
    return { bytes: found.size, isDirectory: found.isDirectory() };
  },
  statfs: async (path) => {
    const { bsize, blocks, bfree, bavail } = await statfs(path);
    return { totalBytes: blocks * bsize, freeBytes: bavail * bsize, usedBytes: (blocks - bfree) * bsize };
  },
  checkWritable: (path) => access(path, constants.W_OK | constants.X_OK),
};

function diskFile(handle: FileHandle): DiskFile {
  return {
    write: async (bytes, offset) => {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, offset + written);
        written += bytesWritten;
      }
    },
    read: async (into, offset) => (await handle.read(into, 0, into.length, offset)).bytesRead,
    truncate: (bytes) => handle.truncate(bytes),
    datasync: () => handle.datasync(),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}
