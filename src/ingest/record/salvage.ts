/** Makes whole segments of what a writer that died has left, from the files alone. */
import { createHash } from 'node:crypto';
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import type { Blobs, ByteRange } from '../../storage/blobs.ts';
import { boxHead, boxHeadBytes, isChecked, readFragment, readHead } from '../mp4/box-reader.ts';
import { segmentOfKey } from './segment-key.ts';
import { fragmentsOf } from './segment-sink.ts';

type Read = (range: ByteRange) => Promise<Uint8Array | null>;

/** No box of a segment is larger: a size beyond it is damage. */
const largestBoxBytes = 64 << 20;
const pieceBytes = 1 << 20;

/**
 * Keeps every whole fragment that a dead writer left, from the first to the last before anything torn or damaged.
 * Of a masked segment; a sealed one cannot be read without the vault: see `salvageKnown`.
 * @param key of `blobs.listOpen`; nobody may be writing it.
 * @returns the segment, durable, with end 'torn'; null when nothing of it was whole: then it is removed.
 * @throws StorageError.
 */
export async function salvageSegment(blobs: Blobs, key: string): Promise<Segment | null> {
  const found = await readSegment((range) => blobs.readOpen(key, range), key);
  await blobs.salvage(key, found?.bytes ?? 0);
  return found;
}

/**
 * The same with what was told of it last (`segment.grew`), for sealed segments: keeps the bytes that were durable then.
 * @returns null when fewer are there: then it is removed. @throws StorageError.
 */
export async function salvageKnown(blobs: Blobs, open: OpenSegment): Promise<Segment | null> {
  const hash = createHash('sha256');
  let at = 0;
  while (at < open.bytes) {
    const piece = await blobs.readOpen(open.key, {
      offset: at,
      length: Math.min(pieceBytes, open.bytes - at),
    });
    if (piece === null || piece.length === 0) break;
    hash.update(piece);
    at += piece.length;
  }
  const isWhole = at === open.bytes && at > 0;
  await blobs.salvage(open.key, isWhole ? open.bytes : 0);
  return isWhole ? { ...open, sha256: hash.digest('hex'), end: 'torn' } : null;
}

/**
 * A masked segment that lies in the storage without a row: its writer died between the two.
 * @returns null when it is none, or damaged anywhere. @throws StorageError.
 */
export async function adoptSegment(blobs: Blobs, key: string): Promise<Segment | null> {
  const stored = await blobs.stat(key);
  if (stored === null) return null;
  const found = await readSegment((range) => blobs.read(key, range), key);
  return found?.bytes === stored.bytes ? found : null;
}

async function readSegment(read: Read, key: string): Promise<Segment | null> {
  const place = segmentOfKey(key);
  if (place?.kind !== 'masked') throw new Error(`${key} is no key of a masked segment: it cannot be read`);
  const headBytes = await readChecked(read, 0, ['ftyp', 'moov', 'free']);
  const head = headBytes && readHead(headBytes);
  if (!headBytes || !head) return null;
  const hash = createHash('sha256').update(headBytes);
  const parts = [];
  let at = headBytes.length;
  for (;;) {
    const bytes = await readChecked(read, at, ['prft', 'moof', 'mdat', 'free']);
    const part = bytes && readFragment(bytes);
    if (!bytes || !part) break;
    parts.push({ part, offset: at, bytes: bytes.length });
    hash.update(bytes);
    at += bytes.length;
  }
  const last = parts.at(-1)?.part;
  if (last === undefined) return null;
  const { segmentId: id, cameraId, kind } = place;
  const fragments = fragmentsOf(parts);
  return {
    id,
    cameraId,
    kind,
    fromMs: fragments[0]!.fromMs,
    toMs: last.fromMs + last.lengthMs,
    ...head,
    key,
    bytes: at,
    sha256: hash.digest('hex'),
    end: 'torn',
    clockOffsetMs: null,
    fragments,
  };
}

/** @returns the boxes of these types that stand from `at` on; null unless they are all there, whole and undamaged. */
async function readChecked(read: Read, at: number, types: readonly string[]): Promise<Uint8Array | null> {
  let length = 0;
  for (const type of types) {
    const bytes = await read({ offset: at + length, length: boxHeadBytes });
    const head = bytes && boxHead(bytes);
    if (!head || head.type !== type || head.bytes > largestBoxBytes) return null;
    length += head.bytes;
  }
  const bytes = await read({ offset: at, length });
  return bytes?.length === length && isChecked(bytes) ? bytes : null;
}
