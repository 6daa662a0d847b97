/** Footage for tests: real files in a real storage, and the segments that tell of them. Their bytes are no film. */
import { createHash, randomUUID } from 'node:crypto';
import type { Sql } from '../../src/centre/store/database.ts';
import type { Segment, SegmentKind } from '../../src/core/recording/segment.ts';
import type { Blobs } from '../../src/storage/blobs.ts';

export type FootageWish = {
  readonly cameraId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind?: SegmentKind;
  /** Of the file. */
  readonly bytes?: number;
};

/** Writes one file as ingest would. @returns what ingest would tell of it. */
export async function writeSegment(blobs: Blobs, wish: FootageWish): Promise<Segment> {
  const { cameraId, fromMs, toMs, kind = 'masked', bytes: size = 64 } = wish;
  const id = randomUUID();
  const day = new Date(fromMs).toISOString().slice(0, 10).replaceAll('-', '');
  const key = `${kind}/${cameraId}/${day}/${id}${kind === 'masked' ? '.mp4' : '.mp4.age'}`;
  const bytes = Buffer.alloc(size, id);
  const writer = await blobs.create(key);
  await writer.append(bytes);
  await writer.commit();
  return {
    id,
    cameraId,
    kind,
    fromMs,
    toMs,
    codec: 'avc1.42C01E',
    widthPx: 640,
    heightPx: 360,
    key,
    bytes: size,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    end: 'full',
    clockOffsetMs: null,
    fragments: [
      { fromMs, offset: 8, bytes: 16 },
      { fromMs: Math.round((fromMs + toMs) / 2), offset: 24, bytes: size - 24 },
    ],
  };
}

/** Rows of cameras, and no more than that: what footage needs of them. */
export async function addCameras(sql: Sql, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await sql`
      insert into cameras (id, name, purpose, source_sealed, zones, mask_policy, is_simulated, created_at)
      values (${id}, ${id}, '', ${new Uint8Array(1)}, '[]', '{}', false, ${new Date(0)})`;
  }
}

/** Keys of all there is, in order. */
export async function keysOf(blobs: Blobs): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of blobs.list('')) keys.push(key);
  return keys;
}
