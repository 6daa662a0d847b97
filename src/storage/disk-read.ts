import path from 'node:path';
import type { Blobs, ByteRange } from './blobs.ts';
import type { DiskCalls, DiskFile } from './disk-calls.ts';
import { isAbsent } from './disk-names.ts';
import { checkKey, openSuffix } from './key.ts';
import { storageError } from './storage-fault.ts';

const pieceBytes = 1024 * 1024;

/** @param sizeOf bytes of a file, null where there is none; throws where the volume itself is gone. */
export function diskReads(
  calls: DiskCalls,
  root: string,
  sizeOf: (file: string) => Promise<number | null>,
): Pick<Blobs, 'read' | 'readOpen' | 'stream'> {
  async function readWhole(key: string, suffix: string, range?: ByteRange): Promise<Uint8Array | null> {
    checkKey(key);
    try {
      const name = path.join(root, key) + suffix;
      const size = await sizeOf(name);
      return size === null ? null : await readPart(name, partOf(size, range));
    } catch (cause) {
      // Removed between the two looks.
      if (isAbsent(cause)) return null;
      throw storageError(`read ${key} on ${root}`, cause);
    }
  }

  async function readPart(name: string, { offset, end }: Part): Promise<Uint8Array> {
    const file = await calls.open(name, 'r');
    try {
      const bytes = Buffer.allocUnsafeSlow(end - offset);
      let filled = 0;
      while (filled < bytes.length) {
        const got = await file.read(bytes.subarray(filled), offset + filled);
        if (got === 0) break;
        filled += got;
      }
      return bytes.subarray(0, filled);
    } finally {
      await file.close().catch(() => undefined);
    }
  }

  async function* pieces(key: string, { offset, end }: Part): AsyncGenerator<Uint8Array> {
    let file: DiskFile | null = null;
    try {
      file = await calls.open(path.join(root, key), 'r');
      for (let at = offset; at < end; ) {
        const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, end - at));
        const got = await file.read(piece, at);
        if (got === 0) return;
        at += got;
        yield piece.subarray(0, got);
      }
    } catch (cause) {
      throw storageError(`read ${key} on ${root}`, cause);
    } finally {
      await file?.close().catch(() => undefined);
    }
  }

  return {
    read: (key, range) => readWhole(key, '', range),
    readOpen: (key, range) => readWhole(key, openSuffix, range),
    stream: async (key, range) => {
      checkKey(key);
      try {
        const size = await sizeOf(path.join(root, key));
        // Opens only when somebody reads: a stream that nobody takes holds no file open.
        return size === null ? null : pieces(key, partOf(size, range));
      } catch (cause) {
        throw storageError(`read ${key} on ${root}`, cause);
      }
    },
  };
}

type Part = { readonly offset: number; readonly end: number };

/** What of the range there is; empty where it begins behind the end. */
function partOf(size: number, range?: ByteRange): Part {
  if (!range) return { offset: 0, end: size };
  const offset = Math.min(size, range.offset);
  return { offset, end: Math.min(size, offset + range.length) };
}
