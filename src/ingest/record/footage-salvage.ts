import { createHash } from 'node:crypto';
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Salvage } from '../../storage/salvage.ts';
import { adoptSegment, salvageKnown, salvageSegment } from './salvage.ts';
import { segmentOfKey } from './segment-key.ts';

/** Reads masked footage back from its boxes; of sealed footage only what was told of it is known. */
export function footageSalvage(blobs: Blobs): Salvage {
  const salvage: Salvage = {
    placeOf(key) {
      const place = segmentOfKey(key);
      return place === null ? null : { id: place.segmentId, cameraId: place.cameraId, kind: place.kind };
    },
    async torn(key, known) {
      const place = segmentOfKey(key);
      if (place === null) return null;
      if (!blobs.keepsSynced) {
        await keepSent(blobs, key, known);
        return (await blobs.stat(key)) === null ? null : salvage.committed(key, known);
      }
      if (place.kind === 'masked') return salvageSegment(blobs, key);
      if (known !== null) return salvageKnown(blobs, known);
      await blobs.salvage(key, 0);
      return null;
    },
    async committed(key, known) {
      const place = segmentOfKey(key);
      if (place === null) return null;
      return place.kind === 'masked' ? adoptSegment(blobs, key) : adoptSealed(blobs, key, known);
    },
  };
  return salvage;
}

/** What was sent cannot be read before it is a blob. So only what was told to be durable is made one. */
async function keepSent(blobs: Blobs, key: string, known: OpenSegment | null): Promise<void> {
  let sentBytes = 0;
  for await (const open of blobs.listOpen(key)) if (open.key === key) sentBytes = open.bytes;
  await blobs.salvage(key, known !== null && known.bytes <= sentBytes ? known.bytes : 0);
}

/** Its length in time is guessed by its bytes: the last word came before its end. */
async function adoptSealed(blobs: Blobs, key: string, known: OpenSegment | null): Promise<Segment | null> {
  const bytes = await blobs.stream(key);
  if (bytes === null || known === null) return null;
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of bytes) {
    hash.update(piece);
    length += piece.byteLength;
  }
  if (length < known.bytes) return null;
  const lengthMs = ((known.toMs - known.fromMs) * length) / known.bytes;
  const toMs = Math.round(known.fromMs + Math.min(lengthMs, longestMs));
  return { ...known, toMs, bytes: length, sha256: hash.digest('hex'), end: 'torn' };
}

const longestMs = 120_000;
