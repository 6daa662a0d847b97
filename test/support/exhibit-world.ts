/** A site with a little recorded footage, for tests of exhibits: real H.264, written as ingest writes it. */
import { createHash, randomUUID } from 'node:crypto';
import type { Segment, SegmentKind } from '../../src/core/recording/segment.ts';
import type { ExhibitOrder } from '../../src/exhibit/write-exhibit.ts';
import type { MaskedPicture } from '../../src/ingest/mask.ts';
import { openFragmentedMp4 } from '../../src/ingest/mp4/fragmented-mp4.ts';
import { nalUnits, parameterSets } from '../../src/ingest/mp4/nal-units.ts';
import { openEncoder } from '../../src/ingest/video/encode.ts';
import type { Blobs } from '../../src/storage/blobs.ts';

export const startMs = Date.UTC(2026, 10, 24, 23, 59, 30);
const fps = 5;
const groupPictures = 10;

export type SegmentPlan = {
  /** After `startMs`. */
  readonly fromMs: number;
  readonly groups: number;
  readonly widthPx?: number;
  readonly kind?: SegmentKind;
};

/** Each group of pictures lasts two seconds. */
export async function recordSegment(blobs: Blobs, plan: SegmentPlan): Promise<Segment> {
  const size = { widthPx: plan.widthPx ?? 96, heightPx: 64 };
  const encoder = openEncoder({ ...size, fps });
  const id = randomUUID();
  const fromMs = startMs + plan.fromMs;
  const frames = Array.from({ length: plan.groups * groupPictures }, (_, index) =>
    encoder.encode(pictureOf(size, index), index % groupPictures === 0),
  );
  encoder.close();
  const sets = parameterSets('h264', nalUnits(frames[0]!.accessUnit))!;
  const film = openFragmentedMp4({ codec: 'h264', parameterSets: sets, ...size });
  const pieces: Uint8Array[] = [film.head];
  const fragments: Segment['fragments'][number][] = [];
  let offset = film.head.length;
  for (let group = 0; group < plan.groups; group += 1) {
    const first = group * groupPictures;
    const samples = frames.slice(first, first + groupPictures).map(({ isKey, accessUnit }, index) => {
      const ticks = ((first + index) * 90_000) / fps;
      return { isKey, dtsTicks: ticks, ptsTicks: ticks, bytes: accessUnit };
    });
    const capturedAtMs = fromMs + (first * 1_000) / fps;
    const endTicks = ((first + groupPictures) * 90_000) / fps;
    const bytes = film.fragment({ samples, endTicks, capturedAtMs }).slice();
    fragments.push({ fromMs: capturedAtMs, offset, bytes: bytes.length });
    pieces.push(bytes);
    offset += bytes.length;
  }
  const bytes = new Uint8Array(Buffer.concat(pieces));
  const kind = plan.kind ?? 'masked';
  const key = `${kind}/c1/${id}.mp4`;
  const writer = await blobs.create(key);
  await writer.append(bytes);
  await writer.commit();
  return {
    id,
    cameraId: 'c1',
    kind,
    fromMs,
    toMs: fromMs + (plan.groups * groupPictures * 1_000) / fps,
    codec: film.codec,
    ...size,
    key,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    end: 'full',
    clockOffsetMs: 42,
    fragments,
  };
}

function pictureOf(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  index: number,
): MaskedPicture {
  const y = Uint8Array.from({ length: widthPx * heightPx }, (_, at) => (at * 7 + index * 13) % 200);
  const chroma = new Uint8Array((widthPx * heightPx) / 4).fill(128);
  return { widthPx, heightPx, y, u: chroma, v: chroma } as unknown as MaskedPicture;
}

/** What somebody asks for; `made` and the rest may be set otherwise. */
export function exhibitOrder(
  segments: readonly Segment[],
  span: { readonly fromMs: number; readonly toMs: number },
  rest: Partial<ExhibitOrder> = {},
): ExhibitOrder {
  const entries = custodyEntries();
  const last = entries.at(-1)!;
  return {
    exhibit: {
      id: '3f6c1a52-6f0e-4d0e-9d5b-0a4f0b4f7a11',
      title: 'Harbour square, fall at the tram stop',
      reason: 'Somebody fell; the insurer asks what happened',
      incident: 'Case 24-117, журнал № 5',
      madeAtMs: startMs + 3_600_000,
      madeBy: 'Inga',
      deleteAfterMs: startMs + 90 * 86_400_000,
    },
    site: { name: 'Test city', timeZone: 'Europe/Moscow' },
    software: { name: 'Lamplighter', version: '0.1.0', commit: null },
    camera: {
      id: 'c1',
      name: 'Harbour square',
      purpose: 'Safety at the tram stop',
      isSimulated: false,
      position: { latitude: 59.934_28, longitude: 30.335_1 },
      calibration: { groundFromImage: [1, 0, 0, 0, 1, 0, 0, 0, 1], residualM: 0.12, points: 6 },
    },
    span,
    made: { kind: 'masked' },
    footage: { kind: 'segments', segments },
    sealed: [],
    gaps: [],
    custody: { entries, head: { id: last.id, hash: last.hash } },
    language: 'en',
    ...rest,
  };
}

function custodyEntries(): ExhibitOrder['custody']['entries'] {
  let previousHash = '00'.repeat(32);
  return [1, 2].map((id) => {
    const atMs = startMs + id;
    const detail = { cameraId: 'c1', reason: 'Somebody fell' };
    const text = JSON.stringify([id, atMs, 'Inga', 'exhibit.asked', 'x', detail]);
    const hash = createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(text).digest('hex');
    const entry = { id, atMs, who: 'Inga', action: 'exhibit.asked', target: 'x', detail, previousHash, hash };
    previousHash = hash;
    return entry;
  });
}
