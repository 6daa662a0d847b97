/** Reads a backup: checks every byte of it first, then hands out its files again. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ageMagic, openFile } from '../vault/age-file.ts';
import { BackupError } from './backup-file.ts';
import { About, aboutName, configName, formatName, Manifest, manifestName, sealName } from './manifest.ts';
import { readTar, type TarFile } from './tar-reader.ts';

export type CheckedBackup = {
  readonly about: About;
  readonly manifest: Manifest;
  /** Files of the data directory and the configuration, whole. */
  readonly small: ReadonlyMap<string, Buffer>;
  /** All files again, in their order. */
  files(): AsyncGenerator<TarFile>;
};

const smallBytes = 64 * 1024 * 1024;
/** Some MiB, and one row more: the longest is a picture of 4 MB in hexadecimal. */
const mostPacked = 256 * 1024 * 1024;
const gunzipped = promisify(gunzip);

/**
 * @param identity AGE-SECRET-KEY-1..., for one that was sealed.
 * @throws BackupError naming the file of the backup that is cut, changed or missing.
 */
export async function checkBackup(
  file: string,
  {
    identity,
    onProgress = () => {},
  }: { readonly identity: string | null; readonly onProgress?: (bytes: number) => void },
): Promise<CheckedBackup> {
  const isSealed = await startsSealed(file);
  if (isSealed && identity === null)
    throw new BackupError(
      `${file} is sealed with age: give the identity it was sealed to with --identity FILE`,
    );
  const files = () => readTar(bytesOf(file, isSealed ? identity : null));
  try {
    return { ...(await check(files(), onProgress)), files };
  } catch (cause) {
    if (!(cause instanceof BackupError)) throw cause;
    throw new BackupError(`${file}: ${cause.message}. Take another backup`, { cause });
  }
}

async function check(
  files: AsyncGenerator<TarFile>,
  onProgress: (bytes: number) => void,
): Promise<Omit<CheckedBackup, 'files'>> {
  const found: Manifest['files'] = [];
  const small = new Map<string, Buffer>();
  let about: About | null = null;
  let manifest: Manifest | null = null;
  let isProven = false;
  let total = 0;
  for await (const { name, bytes, body } of files) {
    if (isProven) throw new BackupError(`${name} follows what ends a backup`);
    const hash = createHash('sha256');
    const isOwn = name.startsWith('data/') || name === configName;
    const isKept = isOwn || [aboutName, manifestName, sealName].includes(name);
    if (isKept && bytes > smallBytes) throw new BackupError(`${name} is longer than it may be`);
    const kept: Uint8Array[] = [];
    for await (const piece of body) {
      hash.update(piece);
      if (isKept) kept.push(piece);
      total += piece.length;
      onProgress(total);
    }
    const sha256 = hash.digest('hex');
    if (isOwn) small.set(name, Buffer.concat(kept));
    if (name === sealName) {
      const said = Buffer.concat(kept).toString('utf8');
      if (said !== `${found.at(-1)?.sha256}\n` || manifest === null)
        throw new BackupError(`${manifestName} is not what was written (its hash differs)`);
      isProven = true;
    }
    if (name === manifestName) manifest = parsed(Manifest, name, kept);
    if (found.length === 0) {
      if (name !== aboutName) throw new BackupError('it is no backup of Lamplighter');
      about = readAbout(kept);
    }
    found.push({ name, bytes, sha256 });
  }
  if (manifest === null || about === null || !isProven)
    throw new BackupError('it was cut off: its manifest is missing');
  const told = found.slice(0, -2);
  for (const [i, file] of told.entries()) {
    const said = manifest.files[i];
    if (said?.name !== file.name || said.bytes !== file.bytes || said.sha256 !== file.sha256)
      throw new BackupError(`${file.name} is not what was written (its hash differs)`);
  }
  if (told.length !== manifest.files.length)
    throw new BackupError(`${manifest.files[told.length]!.name} is missing`);
  return { about, manifest, small };
}

function readAbout(kept: readonly Uint8Array[]): About {
  const raw = fromJson(kept) as { format?: unknown; formatVersion?: unknown } | null;
  const about = About.safeParse(raw);
  if (about.success) return about.data;
  if (raw?.format === formatName && typeof raw.formatVersion === 'number' && raw.formatVersion > 1)
    throw new BackupError(
      `it is of a newer form (${raw.formatVersion}) than this version reads. Restore it with the version that made it, or a newer one`,
    );
  throw new BackupError(`${aboutName} is not what was written`);
}

function parsed(
  shape: { safeParse(value: unknown): { success: boolean; data?: unknown } },
  name: string,
  kept: readonly Uint8Array[],
): Manifest {
  const result = shape.safeParse(fromJson(kept));
  if (!result.success) throw new BackupError(`${name} is not what was written`);
  return result.data as Manifest;
}

function fromJson(kept: readonly Uint8Array[]): unknown {
  try {
    return JSON.parse(Buffer.concat(kept).toString('utf8'));
  } catch {
    return null;
  }
}

async function startsSealed(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new BackupError(
      `${file} cannot be read (${cause.code === 'ENOENT' ? 'there is no such file' : cause.code}): check the path`,
      { cause },
    );
  });
  try {
    const start = Buffer.alloc(ageMagic.length);
    await handle.read(start, 0, start.length, 0);
    return start.toString('latin1') === ageMagic;
  } finally {
    await handle.close();
  }
}

async function* bytesOf(file: string, identity: string | null): AsyncGenerator<Uint8Array> {
  const stored = createReadStream(file, { highWaterMark: 256 * 1024 });
  if (identity === null) {
    yield* stored;
    return;
  }
  try {
    yield* openFile(identity, stored);
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    throw new BackupError(
      `it does not open with this identity, or was changed or cut (${(cause as Error).message})`,
      { cause },
    );
  }
}

/** Rows of one piece, as they were before they were packed. */
export async function unpack({ name, bytes, body }: TarFile): Promise<Uint8Array> {
  if (bytes > mostPacked) throw new BackupError(`${name} is longer than it may be`);
  const kept: Uint8Array[] = [];
  for await (const piece of body) kept.push(piece);
  return gunzipped(Buffer.concat(kept), { maxOutputLength: mostPacked });
}
