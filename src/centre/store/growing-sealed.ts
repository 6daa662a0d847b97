import { GrowingSegment } from '../../contract/recording.ts';
import type { OpenSegment } from '../../core/recording/segment.ts';
import { json, type Query } from './database.ts';

/** What is known of sealed footage that grows: only the newest word counts. */
export async function keepGrowing(query: Query, segment: OpenSegment, nowMs: number): Promise<void> {
  await query`
    insert into growing_sealed (id, key, segment, told_at)
    values (${segment.id}, ${segment.key}, ${json(segment)}, ${new Date(nowMs)})
    on conflict (id) do update set segment = excluded.segment, told_at = excluded.told_at`;
}

/** It has its row now. */
export async function forgetGrowing(query: Query, id: string): Promise<void> {
  await query`delete from growing_sealed where id = ${id}`;
}

export async function findGrowing(query: Query, id: string): Promise<OpenSegment | null> {
  const [row] = await query<{ segment: unknown }[]>`select segment from growing_sealed where id = ${id}`;
  return row === undefined ? null : GrowingSegment.parse(row.segment);
}

/** What nobody found a file for since. */
export async function pruneGrowing(query: Query, beforeMs: number): Promise<void> {
  await query`delete from growing_sealed where told_at < ${new Date(beforeMs)}`;
}
