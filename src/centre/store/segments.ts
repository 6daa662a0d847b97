import type { Segment, SegmentEnd, SegmentKind } from '../../core/recording/segment.ts';
import type { Query, Tx } from './database.ts';
import { packFragments, unpackFragments } from './fragments.ts';

export type StoredSegment = Segment & { readonly removedAtMs: number | null };

/** Without fragments: what lists and sweeps of thousands need. */
export type SegmentLine = Omit<Segment, 'fragments' | 'clockOffsetMs' | 'codec' | 'widthPx' | 'heightPx'>;

type Row = {
  id: string;
  cameraId: string;
  kind: SegmentKind;
  fromAt: Date;
  toAt: Date;
  codec: string;
  widthPx: number;
  heightPx: number;
  key: string;
  bytes: number;
  sha256: Uint8Array;
  ended: SegmentEnd;
  clockOffsetMs: number | null;
  fragments: Uint8Array;
  removedAt: Date | null;
};

/** A segment is never longer: what begins earlier than this before an instant does not reach it. */
export const longestSegmentMs = 10 * 60_000;

/**
 * The file is durable: its row may be written. Of a camera that is gone the row says so at once.
 * @returns false when it is known already.
 */
export async function insertSegment(query: Query, segment: Segment, nowMs: number): Promise<boolean> {
  const fromMs = Math.round(segment.fromMs);
  const result = await query`
    insert into segments (id, camera_id, kind, from_at, to_at, codec, width_px, height_px, key, bytes, sha256, ended,
      clock_offset_ms, fragments, removed_at)
    values (${segment.id}, ${segment.cameraId}, ${segment.kind}, ${new Date(fromMs)},
      ${new Date(Math.max(fromMs + 1, Math.round(segment.toMs)))}, ${segment.codec}, ${segment.widthPx},
      ${segment.heightPx}, ${segment.key}, ${segment.bytes}, ${Buffer.from(segment.sha256, 'hex')}, ${segment.end},
      ${segment.clockOffsetMs}, ${packFragments(segment.fragments, fromMs)},
      case when exists (select 1 from cameras where id = ${segment.cameraId}) then null
        else ${new Date(nowMs)}::timestamptz end)
    on conflict do nothing`;
  return result.count === 1;
}

/** What touches the span and is not being deleted, in order of time. Of the camera that is there now only. */
export async function listSegments(
  query: Query,
  span: { readonly cameraId: string; readonly fromMs: number; readonly toMs: number },
): Promise<Segment[]> {
  const rows = await query<Row[]>`
    select * from segments
    where camera_id = ${span.cameraId} and kind in ('masked', 'sealed')
      and from_at >= ${new Date(Math.max(0, span.fromMs - longestSegmentMs))} and from_at < ${new Date(span.toMs)}
      and to_at > ${new Date(span.fromMs)} and removed_at is null and deleting_at is null
    order by from_at, kind`;
  return rows.map(fromRow);
}

export async function findSegment(query: Query, id: string): Promise<StoredSegment | null> {
  const [row] = await query<Row[]>`select * from segments where id = ${id} and deleting_at is null`;
  return row === undefined ? null : { ...fromRow(row), removedAtMs: row.removedAt?.getTime() ?? null };
}

export async function findByKey(query: Query, key: string): Promise<SegmentLine | null> {
  const [row] = await query<Row[]>`select * from segments where key = ${key}`;
  return row === undefined ? null : lineOf(row);
}

export async function hasKeys(query: Query, keys: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ key: string }[]>`select key from segments where key = any(${keys}::text[])`;
  return new Set(rows.map(({ key }) => key));
}

/** The camera goes: its footage is due, its files are deleted by the sweeper. */
export async function markRemoved(tx: Tx, cameraId: string, nowMs: number): Promise<void> {
  await tx`
    update segments set removed_at = ${new Date(nowMs)} where camera_id = ${cameraId} and removed_at is null`;
}

/** End of the newest footage of each camera and kind. */
export async function newestFootage(
  query: Query,
): Promise<readonly { readonly cameraId: string; readonly kind: SegmentKind; readonly toMs: number }[]> {
  const rows = await query<{ cameraId: string; kind: SegmentKind; toAt: Date }[]>`
    select c.id as camera_id, k.kind, newest.to_at from cameras c
      cross join (values ('masked'), ('sealed')) as k (kind)
      cross join lateral (
        select to_at from segments s where s.camera_id = c.id and s.kind = k.kind and s.removed_at is null
        order by s.from_at desc limit 1) as newest`;
  return rows.map(({ cameraId, kind, toAt }) => ({ cameraId, kind, toMs: toAt.getTime() }));
}

/** Where the newest row of a camera and kind ends, UTC ms; null: it has none. */
export async function newestFootageOf(
  query: Query,
  { cameraId, kind }: Pick<Segment, 'cameraId' | 'kind'>,
): Promise<number | null> {
  const [row] = await query<{ toAt: Date }[]>`
    select to_at from segments where camera_id = ${cameraId} and kind = ${kind} and removed_at is null
    order by from_at desc limit 1`;
  return row?.toAt.getTime() ?? null;
}

/** Every row in the order of the keys, a page at a time: for `lamplighter check`. */
export async function segmentsAfter(
  query: Query,
  key: string,
  limit: number,
): Promise<(SegmentLine & { readonly isDeleting: boolean })[]> {
  const rows = await query<(Row & { deletingAt: Date | null })[]>`
    select id, camera_id, kind, from_at, to_at, key, bytes, sha256, ended, deleting_at
    from segments where key > ${key} collate "C" order by key collate "C" limit ${limit}`;
  return rows.map((row) => ({ ...lineOf(row), isDeleting: row.deletingAt !== null }));
}

/** Of a row whose file is gone without a certificate. Its time becomes a gap by the caller. */
export async function deleteSegmentRow(query: Query, id: string): Promise<void> {
  await query`delete from segments where id = ${id}`;
}

export function lineOf(
  row: Omit<Row, 'fragments' | 'codec' | 'widthPx' | 'heightPx' | 'clockOffsetMs'>,
): SegmentLine {
  return {
    id: row.id,
    cameraId: row.cameraId,
    kind: row.kind,
    fromMs: row.fromAt.getTime(),
    toMs: row.toAt.getTime(),
    key: row.key,
    bytes: row.bytes,
    sha256: Buffer.from(row.sha256).toString('hex'),
    end: row.ended,
  };
}

function fromRow(row: Row): Segment {
  return {
    ...lineOf(row),
    codec: row.codec,
    widthPx: row.widthPx,
    heightPx: row.heightPx,
    clockOffsetMs: row.clockOffsetMs,
    fragments: unpackFragments(row.fragments, row.fromAt.getTime()),
  };
}
