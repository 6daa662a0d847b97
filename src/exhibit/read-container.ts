/** Reads a bundle's container strictly: it is written again from what it says, and every byte of it must be the same. */
import { crc32 } from './crc32.ts';
import type { Finding } from './verify-words.ts';
import {
  descriptorBytes,
  descriptorOf,
  directoryOf,
  endBytes,
  localHeaderOf,
  type ZipEntry,
} from './zip-layout.ts';

/** A bundle, wherever it lies: a file, or what was dropped on a page. */
export type ByteSource = {
  readonly bytes: number;
  /** @returns exactly `length` bytes. */
  read(offset: number, length: number): Promise<Uint8Array>;
};

export type Hasher = { update(bytes: Uint8Array): unknown; digest(): Uint8Array };

export type ReadFile = {
  readonly name: string;
  /** Where its bytes begin in the bundle. */
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
  /** The bytes, where the file is one that is read whole. */
  readonly content: Uint8Array | null;
  readonly isChecksumRight: boolean;
};

export type Container = { readonly files: readonly ReadFile[]; readonly findings: readonly Finding[] };

const pieceBytes = 1024 * 1024;
/** Directories and proofs are small; what is larger is no bundle of ours, and is not read into memory. */
const maxDirectoryBytes = 16 * 1024 * 1024;
export const maxContentBytes = 32 * 1024 * 1024;

/** @param isWanted names of files whose content is needed. */
export async function readContainer(
  source: ByteSource,
  options: {
    readonly createHash: () => Hasher;
    readonly isWanted: (name: string) => boolean;
    readonly onProgress?: (bytes: number) => void;
  },
): Promise<Container> {
  const findings: Finding[] = [];
  const place = await findDirectory(source);
  if (place === null) return { files: [], findings: [notABundle(source)] };
  const entries = await readDirectory(source, place);
  if (entries === null) {
    return {
      files: [],
      findings: [{ where: `bundle, byte ${place.start}`, code: 'container-directory', detail: '' }],
    };
  }
  findings.push(...(await directoryFindings(source, entries, place.start)));
  const files: ReadFile[] = [];
  let at = 0;
  for (const entry of entries) {
    if (entry.offset !== at)
      findings.push({ where: entry.name, code: 'container-order', detail: `byte ${entry.offset}` });
    const header = localHeaderOf(entry.name);
    const end = at + header.length + entry.bytes + descriptorBytes;
    if (end > place.start) {
      findings.push({ where: entry.name, code: 'length', detail: `${entry.bytes}` });
      return { files, findings };
    }
    findings.push(...(await headerFindings(source, entry.name, at, header)));
    const file = await readFile(source, entry, at + header.length, options);
    files.push(file);
    if (!file.isChecksumRight) findings.push({ where: entry.name, code: 'checksum', detail: '' });
    findings.push(...(await headerFindings(source, entry.name, end - descriptorBytes, descriptorOf(entry))));
    at = end;
    options.onProgress?.(at);
  }
  if (at !== place.start) {
    findings.push({ where: `bundle, byte ${at}`, code: 'container-order', detail: `${place.start - at}` });
  }
  return { files, findings };
}

type Place = { readonly start: number; readonly end: number; readonly count: number };

async function findDirectory(source: ByteSource): Promise<Place | null> {
  if (source.bytes < endBytes) return null;
  const end = viewOf(await source.read(source.bytes - endBytes, endBytes));
  if (end.getUint32(0, true) !== 0x0605_4b50) return null;
  const count = end.getUint16(10, true);
  let start = end.getUint32(16, true);
  let directoryEnd = source.bytes - endBytes;
  if (start === 0xffff_ffff) {
    directoryEnd -= 76;
    if (directoryEnd < 0) return null;
    const large = viewOf(await source.read(directoryEnd, 56));
    if (large.getUint32(0, true) !== 0x0606_4b50) return null;
    start = Number(large.getBigUint64(48, true));
  }
  const length = directoryEnd - start;
  if (length < 0 || length > maxDirectoryBytes) return null;
  return { start, end: directoryEnd, count };
}

/** As it says; null where it cannot be followed. */
async function readDirectory(source: ByteSource, { start, end, count }: Place): Promise<ZipEntry[] | null> {
  const bytes = await source.read(start, end - start);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x0201_4b50) return null;
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + 46 + nameBytes + extraBytes;
    if (next > bytes.length) return null;
    const near = view.getUint32(at + 42, true);
    const isFar = near === 0xffff_ffff && extraBytes === 12;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes)),
      crc: view.getUint32(at + 16, true),
      bytes: view.getUint32(at + 24, true),
      offset: isFar ? Number(view.getBigUint64(at + 46 + nameBytes + 4, true)) : near,
    });
    at = next;
  }
  return entries.length === count ? entries : null;
}

async function directoryFindings(
  source: ByteSource,
  entries: readonly ZipEntry[],
  start: number,
): Promise<Finding[]> {
  const expected = directoryOf(entries, start);
  const found = await source.read(start, source.bytes - start);
  const differs = firstDifference(found, expected);
  if (differs === null) return [];
  const code = differs >= expected.length - endBytes ? 'container-end' : 'container-directory';
  return [{ where: `bundle, byte ${start + differs}`, code, detail: '' }];
}

async function headerFindings(
  source: ByteSource,
  name: string,
  at: number,
  expected: Uint8Array,
): Promise<Finding[]> {
  const differs = firstDifference(await source.read(at, expected.length), expected);
  return differs === null
    ? []
    : [{ where: `bundle, byte ${at + differs}`, code: 'container-header', detail: name }];
}

async function readFile(
  source: ByteSource,
  entry: ZipEntry,
  from: number,
  options: { readonly createHash: () => Hasher; readonly isWanted: (name: string) => boolean },
): Promise<ReadFile> {
  const { name, bytes } = entry;
  const hash = options.createHash();
  const isKept = options.isWanted(name) && bytes <= maxContentBytes;
  const content = isKept ? new Uint8Array(bytes) : null;
  let crc = 0;
  for (let at = 0; at < bytes; at += pieceBytes) {
    const piece = await source.read(from + at, Math.min(pieceBytes, bytes - at));
    crc = crc32(piece, crc);
    hash.update(piece);
    content?.set(piece, at);
  }
  return {
    name,
    offset: from,
    bytes,
    content,
    sha256: hexOf(hash.digest()),
    isChecksumRight: crc === entry.crc,
  };
}

function firstDifference(a: Uint8Array, b: Uint8Array): number | null {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return i;
  return null;
}

function notABundle(source: ByteSource): Finding {
  return { where: `bundle, byte ${Math.max(0, source.bytes - endBytes)}`, code: 'not-a-bundle', detail: '' };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
