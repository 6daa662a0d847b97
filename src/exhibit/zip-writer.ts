import { createHash } from 'node:crypto';
import { crc32 } from './crc32.ts';
import { descriptorOf, directoryOf, localHeaderOf, maxEntryBytes, type ZipEntry } from './zip-layout.ts';

/** A file of the bundle, as it stands in the manifest. */
export type WrittenFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** Writes a bundle front to back and holds none of it. One file at a time. */
export type ZipWriter = {
  readonly files: readonly WrittenFile[];
  begin(name: string): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<WrittenFile>;
  /** A whole small file. */
  add(name: string, bytes: Uint8Array): Promise<WrittenFile>;
  finish(): Promise<void>;
};

export function createZipWriter(append: (bytes: Uint8Array) => Promise<void>): ZipWriter {
  const entries: ZipEntry[] = [];
  const files: WrittenFile[] = [];
  let at = 0;
  let open: {
    name: string;
    offset: number;
    bytes: number;
    crc: number;
    hash: ReturnType<typeof createHash>;
  } | null = null;

  async function put(bytes: Uint8Array): Promise<void> {
    await append(bytes);
    at += bytes.length;
  }

  const zip: ZipWriter = {
    files,
    async begin(name) {
      if (open !== null) throw new Error(`${open.name} is not finished, and ${name} begins`);
      if (files.some((file) => file.name === name)) throw new Error(`${name} is in the bundle already`);
      open = { name, offset: at, bytes: 0, crc: 0, hash: createHash('sha256') };
      await put(localHeaderOf(name));
    },
    async write(bytes) {
      if (open === null) throw new Error('bytes belong to no file of the bundle');
      open.bytes += bytes.length;
      if (open.bytes > maxEntryBytes)
        throw new Error(`${open.name} is longer than a file of a bundle may be`);
      open.crc = crc32(bytes, open.crc);
      open.hash.update(bytes);
      await put(bytes);
    },
    async end() {
      if (open === null) throw new Error('no file of the bundle is open');
      const { name, offset, bytes, crc, hash } = open;
      open = null;
      const file = { name, bytes, sha256: hash.digest('hex') };
      await put(descriptorOf({ crc, bytes }));
      entries.push({ name, bytes, crc, offset });
      files.push(file);
      return file;
    },
    async add(name, bytes) {
      await zip.begin(name);
      await zip.write(bytes);
      return zip.end();
    },
    finish: () => put(directoryOf(entries, at)),
  };
  return zip;
}
