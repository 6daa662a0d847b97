import { createHash } from 'node:crypto';
import type { ByteSink } from './backup-file.ts';
import { formatName, type Manifest, manifestName, sealName } from './manifest.ts';
import { endBytes, headerOf, paddingOf } from './tar.ts';

/** Writes the files of a backup one after the other and holds none of them; then what proves them whole. */
export type TarWriter = {
  /** Bytes written so far. */
  readonly bytes: number;
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** @throws Error when it is not as long as was said: then the backup is none. @returns its SHA-256, hex. */
  stream(name: string, length: number, pieces: AsyncIterable<Uint8Array>): Promise<string>;
  /** Manifest, its hash, the end. */
  finish(warnings: readonly string[]): Promise<Manifest>;
};

export function createTarWriter(sink: Pick<ByteSink, 'write'>): TarWriter {
  const files: Manifest['files'] = [];
  let at = 0;

  async function put(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    await sink.write(bytes);
    at += bytes.length;
  }

  async function stream(name: string, length: number, pieces: AsyncIterable<Uint8Array>): Promise<string> {
    const hash = createHash('sha256');
    let bytes = 0;
    await put(headerOf(name, length));
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > length) break;
      hash.update(piece);
      await put(piece);
    }
    if (bytes !== length)
      throw new Error(
        `${name} changed while it was read: ${bytes} bytes instead of ${length}. Make the backup again`,
      );
    await put(new Uint8Array(paddingOf(length)));
    const sha256 = hash.digest('hex');
    files.push({ name, bytes, sha256 });
    return sha256;
  }

  const add = (name: string, bytes: Uint8Array) => stream(name, bytes.length, only(bytes)).then(() => {});

  return {
    get bytes() {
      return at;
    },
    add,
    stream,
    async finish(warnings) {
      const manifest: Manifest = { format: formatName, files: [...files], warnings: [...warnings] };
      const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
      await add(manifestName, text);
      await add(sealName, Buffer.from(`${createHash('sha256').update(text).digest('hex')}\n`));
      await put(new Uint8Array(endBytes));
      return manifest;
    },
  };
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
