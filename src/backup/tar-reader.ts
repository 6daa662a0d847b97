import { BackupError } from './backup-file.ts';
import { endBytes, headerBytes, paddingOf, readHeader } from './tar.ts';

export type TarFile = {
  readonly name: string;
  readonly bytes: number;
  /** Read once; what is left of it is passed over when the next file is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
};

/**
 * The files of a backup in their order, front to back.
 * @throws BackupError naming what is cut or changed; headers, padding and end are compared to the byte.
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const bytes = createByteReader(source);
  let last = 'its beginning';
  try {
    for (;;) {
      const header = await whole(headerBytes, `after ${last}`);
      if (isZero(header)) break;
      const found = readHeader(header);
      if (found === null)
        throw new BackupError(
          last === 'its beginning'
            ? 'it is no backup of Lamplighter (or its first bytes were changed)'
            : `what follows ${last} was changed (byte ${bytes.at() - headerBytes})`,
        );
      last = found.name;
      let left = found.bytes;
      const body = (async function* () {
        while (left > 0) {
          const piece = await bytes.some(left);
          if (piece === null) throw cut(`in ${found.name}`);
          left -= piece.length;
          yield piece;
        }
      })();
      yield { ...found, body };
      for await (const _ of body);
      while (left > 0) left -= (await whole(Math.min(left, 65_536), `in ${found.name}`)).length;
      if (!isZero(await whole(paddingOf(found.bytes), `in ${found.name}`)))
        throw new BackupError(`what follows ${last} was changed (byte ${bytes.at()})`);
    }
    if (!isZero(await whole(endBytes - headerBytes, `after ${last}`)))
      throw new BackupError(`its end was changed (byte ${bytes.at()})`);
    if ((await bytes.some(1)) !== null)
      throw new BackupError(`something was put behind its end (byte ${bytes.at()})`);
  } finally {
    await bytes.close();
  }

  async function whole(length: number, where: string): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = length; left > 0; ) {
      const part = await bytes.some(left);
      if (part === null) throw cut(where);
      parts.push(part);
      left -= part.length;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }
}

function cut(where: string): BackupError {
  return new BackupError(`it was cut off ${where}: the rest is missing`);
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function createByteReader(source: AsyncIterable<Uint8Array>) {
  const pieces = source[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  let at = 0;
  return {
    at: () => at,
    /** At least one byte and at most so many; null at the end. */
    async some(most: number): Promise<Uint8Array | null> {
      while (rest.length === 0) {
        const next = await pieces.next();
        if (next.done) return null;
        rest = next.value;
      }
      const taken = rest.subarray(0, most);
      rest = rest.subarray(taken.length);
      at += taken.length;
      return taken;
    },
    close: () => pieces.return?.(),
  };
}
