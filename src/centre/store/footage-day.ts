/** A stretch of time in steps: what a day's timeline draws. One row a step that has something. */
import type { Query } from './database.ts';
import { longestSegmentMs } from './segments.ts';

type Asked = {
  readonly cameraId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
};
type Step<T> = { readonly step: number; readonly value: T };

/** Bytes of masked footage, each segment's spread evenly over the steps it covers. */
export async function bytesByStep(query: Query, asked: Asked): Promise<Step<number>[]> {
  const { cameraId, fromMs, toMs, stepMs } = asked;
  return query<Step<number>[]>`
    select step, sum(bytes * overlap / greatest(1, to_ms - from_ms))::bigint as value
    from (
      select bytes, (extract(epoch from from_at) * 1000)::double precision as from_ms,
        (extract(epoch from to_at) * 1000)::double precision as to_ms
      from segments
      where camera_id = ${cameraId} and kind = 'masked' and removed_at is null and deleting_at is null
        and from_at >= ${new Date(Math.max(0, fromMs - longestSegmentMs))} and from_at < ${new Date(toMs)}
        and to_at > ${new Date(fromMs)}) as footage
    cross join lateral generate_series(
      floor((from_ms - ${fromMs}) / ${stepMs})::int, floor((to_ms - 1 - ${fromMs}) / ${stepMs})::int) as step
    cross join lateral (
      select least(to_ms, ${fromMs} + (step + 1) * ${stepMs}::double precision)
        - greatest(from_ms, ${fromMs} + step * ${stepMs}::double precision) as overlap) as share
    group by step order by step`;
}

/** The most people counted at once in any one zone. */
export async function peopleByStep(query: Query, asked: Asked): Promise<Step<number>[]> {
  const { cameraId, fromMs, toMs, stepMs } = asked;
  return query<Step<number>[]>`
    select floor((extract(epoch from m.at) * 1000 - ${fromMs}) / ${stepMs})::int as step,
      max(m.value)::double precision as value
    from series s join measures m on m.series_id = s.id
    where s.camera_id = ${cameraId} and s.kind = 'count' and s.category = 'person' and m.value is not null
      and m.at >= ${new Date(fromMs)} and m.at < ${new Date(toMs)}
    group by step order by step`;
}

export async function alarmsByStep(query: Query, asked: Asked): Promise<Step<number>[]> {
  const { cameraId, fromMs, toMs, stepMs } = asked;
  return query<Step<number>[]>`
    select floor((extract(epoch from raised_at) * 1000 - ${fromMs}) / ${stepMs})::int as step,
      count(*)::int as value
    from alarms
    where camera_id = ${cameraId} and raised_at >= ${new Date(fromMs)} and raised_at < ${new Date(toMs)}
    group by step order by step`;
}
