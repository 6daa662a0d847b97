import { open } from 'node:fs/promises';
import type { ByteSource } from './read-container.ts';

/** A bundle on a disk. @throws Error of the file system. */
export async function openFileSource(file: string): Promise<ByteSource & { close(): Promise<void> }> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  return {
    bytes: size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      let at = 0;
      while (at < length) {
        const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
        if (bytesRead === 0) throw new Error(`${file} became shorter while it was read`);
        at += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}
