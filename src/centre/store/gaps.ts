import { randomUUID } from 'node:crypto';
import type { Gap, GapCause } from '../../core/recording/gap.ts';
import type { SegmentKind } from '../../core/recording/segment.ts';
import type { Query, Tx } from './database.ts';

type Row = { cameraId: string; kind: SegmentKind; fromAt: Date; toAt: Date | null; cause: GapCause };

export type GapPlace = { readonly cameraId: string; readonly kind: SegmentKind };

/** From now on nothing is recorded. Another cause than before ends the one gap and begins the next; the same is no news. */
export async function beginGap(query: Query, place: GapPlace, atMs: number, cause: GapCause): Promise<void> {
  const open = await openGap(query, place);
  if (open?.cause === cause) return;
  if (open !== null) await endGap(query, place, atMs);
  await query`
    insert into recording_gaps (id, camera_id, kind, from_at, cause)
    values (${randomUUID()}, ${place.cameraId}, ${place.kind}, ${new Date(atMs)}, ${cause})
    on conflict do nothing`;
}

/** It is recorded again. A gap that would end before it began had no length: it goes. */
export async function endGap(query: Query, place: GapPlace, atMs: number): Promise<void> {
  await query`
    delete from recording_gaps
    where camera_id = ${place.cameraId} and kind = ${place.kind} and to_at is null and from_at >= ${new Date(atMs)}`;
  await query`
    update recording_gaps set to_at = ${new Date(atMs)}
    where camera_id = ${place.cameraId} and kind = ${place.kind} and to_at is null`;
}

/** Footage begins: a gap that began before it is over. One that began later stays: footage of before it comes home late. */
export async function endGapByFootage(query: Query, place: GapPlace, fromMs: number): Promise<void> {
  await query`
    update recording_gaps set to_at = ${new Date(fromMs)}
    where camera_id = ${place.cameraId} and kind = ${place.kind} and to_at is null and from_at <= ${new Date(fromMs)}`;
}

/**
 * Footage was found that nobody knew of when somebody died: the gap that was noted then begins at its end. What the gap
 * covered before the footage stays one, unless another gap tells of it already. A gap behind later footage is another death's.
 */
export async function trimGaps(
  tx: Tx,
  place: GapPlace,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<void> {
  const gaps = await tx<(Row & { id: string })[]>`
    select * from recording_gaps g
    where camera_id = ${place.cameraId} and kind = ${place.kind} and cause in ('system-stopped', 'process-restart')
      and from_at < ${new Date(toMs + noticeMs)} and coalesce(to_at, 'infinity') > ${new Date(fromMs)}
      and not exists (
        select 1 from segments s
        where s.camera_id = g.camera_id and s.kind = g.kind and s.from_at >= ${new Date(toMs)} and s.from_at < g.from_at)`;
  for (const { id, ...row } of gaps) {
    const gap = fromRow(row);
    if (gap.toMs !== null && gap.toMs <= toMs) await tx`delete from recording_gaps where id = ${id}`;
    else await tx`update recording_gaps set from_at = ${new Date(toMs)} where id = ${id}`;
    const before = { ...gap, toMs: fromMs };
    if (gap.fromMs < fromMs && !(await isExplained(tx, before))) await insertGap(tx, before);
  }
}

/** A death is noted this late at most. */
const noticeMs = 30_000;

async function isExplained(query: Query, gap: Gap & { readonly toMs: number }): Promise<boolean> {
  const others = await query`
    select 1 from recording_gaps
    where camera_id = ${gap.cameraId} and kind = ${gap.kind} and from_at < ${new Date(gap.toMs)}
      and coalesce(to_at, 'infinity') > ${new Date(gap.fromMs)} limit 1`;
  return others.length > 0;
}

/** A gap that is over when it is learned of; learned of twice it is one. */
export async function insertGap(query: Query, gap: Gap): Promise<void> {
  const toAt = gap.toMs === null ? null : new Date(gap.toMs);
  await query`
    insert into recording_gaps (id, camera_id, kind, from_at, to_at, cause)
    select ${randomUUID()}, ${gap.cameraId}, ${gap.kind}, ${new Date(gap.fromMs)}, ${toAt}, ${gap.cause}
    where not exists (
      select 1 from recording_gaps
      where camera_id = ${gap.cameraId} and kind = ${gap.kind} and from_at = ${new Date(gap.fromMs)})
    on conflict do nothing`;
}

export async function openGap(query: Query, place: GapPlace): Promise<Gap | null> {
  const [row] = await query<Row[]>`
    select * from recording_gaps
    where camera_id = ${place.cameraId} and kind = ${place.kind} and to_at is null`;
  return row === undefined ? null : fromRow(row);
}

/** Of one camera (or all: null) that touch the span; oldest first, the newest `limit`. */
export async function listGaps(
  query: Query,
  span: { readonly cameraId: string | null; readonly fromMs: number; readonly toMs: number },
  limit = 5_000,
): Promise<Gap[]> {
  const rows = await query<Row[]>`
    select * from recording_gaps
    where (${span.cameraId}::text is null or camera_id = ${span.cameraId}) and from_at < ${new Date(span.toMs)}
      and coalesce(to_at, 'infinity') > ${new Date(span.fromMs)}
    order by from_at desc limit ${limit}`;
  return rows.map(fromRow).reverse();
}

/** That nobody wanted, begun since. */
export async function countGaps(query: Query, sinceMs: number): Promise<number> {
  const [row] = await query<{ count: number }[]>`
    select count(*)::int as count from recording_gaps
    where from_at >= ${new Date(sinceMs)} and cause not in ('not-wanted', 'camera-disabled')`;
  return row!.count;
}

/** Gaps of removed cameras go with their last footage, others after a year. */
export async function pruneGaps(query: Query, beforeMs: number): Promise<void> {
  await query`
    delete from recording_gaps g
    where coalesce(g.to_at, 'infinity') < ${new Date(beforeMs)}
      or (not exists (select 1 from cameras c where c.id = g.camera_id)
        and not exists (select 1 from segments s where s.camera_id = g.camera_id))`;
}

export async function beat(query: Query, atMs: number): Promise<void> {
  await query`
    insert into recording_heartbeat (at) values (${new Date(atMs)})
    on conflict (is_only) do update set at = excluded.at`;
}

/** When the centre was last known to run; null: never. */
export async function lastBeat(query: Query): Promise<number | null> {
  const [row] = await query<{ at: Date }[]>`select at from recording_heartbeat`;
  return row?.at.getTime() ?? null;
}

function fromRow(row: Row): Gap {
  return {
    cameraId: row.cameraId,
    kind: row.kind,
    fromMs: row.fromAt.getTime(),
    toMs: row.toAt?.getTime() ?? null,
    cause: row.cause,
  };
}
