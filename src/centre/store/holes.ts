/** Time between footage that nothing explains. */
import type { SegmentKind } from '../../core/recording/segment.ts';
import type { Query } from './database.ts';

export type Hole = {
  readonly cameraId: string;
  readonly kind: SegmentKind;
  readonly fromMs: number;
  readonly toMs: number;
};

/** Pictures of a slow camera lie this far apart, and one segment ends where the next begins. */
const smallestMs = 3_000;

/**
 * Between two segments of a camera and kind, where neither a gap nor a certificate of deletion says why there is nothing.
 * Oldest first.
 */
export async function unexplainedHoles(query: Query, limit: number): Promise<Hole[]> {
  const rows = await query<{ cameraId: string; kind: SegmentKind; fromAt: Date; toAt: Date }[]>`
    select h.camera_id, h.kind, h.ended_at as from_at, h.next_at as to_at
    from (
      select camera_id, kind, lead(from_at) over line as next_at, max(to_at) over line as ended_at
      from segments where removed_at is null
      window line as (partition by camera_id, kind order by from_at, to_at)) as h
    where h.next_at > h.ended_at + make_interval(secs => ${smallestMs / 1_000})
      and not exists (
        select 1 from recording_gaps g
        where g.camera_id = h.camera_id and g.kind = h.kind and g.from_at < h.next_at
          and coalesce(g.to_at, 'infinity') > h.ended_at)
      and not exists (
        select 1 from deletion_certificates d cross join lateral jsonb_to_recordset(d.parts)
          as part ("cameraId" text, kind text, "fromMs" bigint, "toMs" bigint)
        where part."cameraId" = h.camera_id and part.kind = h.kind
          and part."fromMs" < extract(epoch from h.next_at) * 1000
          and part."toMs" > extract(epoch from h.ended_at) * 1000)
    order by h.ended_at limit ${limit}`;
  return rows.map(({ cameraId, kind, fromAt, toAt }) => ({
    cameraId,
    kind,
    fromMs: fromAt.getTime(),
    toMs: toAt.getTime(),
  }));
}
