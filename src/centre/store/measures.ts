import { Measure as MeasureShape } from '../../contract/shapes.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { float4Array, int4Array, timestamptzArray } from './binary-array.ts';
import { type Query, quoted, type Sql } from './database.ts';

export type CameraMeasures = { readonly cameraId: string; readonly measures: readonly Measure[] };

/** Which series a measure belongs to, remembered so that a batch costs one statement. */
export type SeriesCache = Map<string, number>;

const dayMs = 86_400_000;

/**
 * Stores a batch in one statement; what is stored already stays. Measures of a camera that is gone are left out.
 * @returns how many rows are new.
 */
export async function insertMeasures(
  sql: Sql,
  cache: SeriesCache,
  batch: readonly CameraMeasures[],
): Promise<number> {
  await learnSeries(sql, cache, batch);
  const rows = batch.flatMap(({ cameraId, measures }) =>
    measures.flatMap((measure) => {
      const series = cache.get(seriesKey(cameraId, measure));
      return series === undefined ? [] : [{ series, measure }];
    }),
  );
  if (rows.length === 0) return 0;
  const result = await sql`
    insert into measures (series_id, at, window_ms, value, error_band, coverage, note)
    select * from unnest(
      ${int4Array(rows.map((row) => row.series))}::int[],
      ${timestamptzArray(rows.map((row) => row.measure.atMs))}::timestamptz[],
      ${int4Array(rows.map((row) => row.measure.windowMs))}::int[],
      ${float4Array(rows.map((row) => row.measure.value))}::real[],
      ${float4Array(rows.map((row) => row.measure.errorBand))}::real[],
      ${float4Array(rows.map((row) => row.measure.coverage))}::real[],
      ${rows.map((row) => row.measure.note)}::text[])
    on conflict do nothing`;
  return result.count;
}

/**
 * Measures of a camera in [fromMs, toMs), oldest first, at most 1,000 points a series. Each point is a real measure:
 * the highest of its stretch of time, so that thinning never hides a peak.
 */
export async function listMeasures(
  query: Query,
  span: {
    readonly cameraId: string;
    readonly zoneId: string | null;
    readonly fromMs: number;
    readonly toMs: number;
  },
): Promise<Measure[]> {
  const stretchMs = Math.max(1, Math.ceil((span.toMs - span.fromMs) / maxPoints));
  const rows = await query<object[]>`
    select zone_id, kind, category, direction, unit, (extract(epoch from at) * 1000)::bigint as at_ms, window_ms, value,
      error_band, coverage, note
    from (
      select distinct on (m.series_id, stretch) m.*, s.zone_id, s.kind, s.category, s.direction, s.unit
      from series s join measures m on m.series_id = s.id,
        lateral (select floor((extract(epoch from m.at) * 1000 - ${span.fromMs}) / ${stretchMs}) as stretch) as thinning
      where s.camera_id = ${span.cameraId}
        and (${span.zoneId}::text is null or s.zone_id = ${span.zoneId})
        and m.at >= ${new Date(span.fromMs)} and m.at < ${new Date(span.toMs)}
      order by m.series_id, stretch, m.value desc nulls last
    ) as points
    order by at, series_id`;
  return rows.map((row) => MeasureShape.parse(row));
}

const maxPoints = 1_000;

/** Makes the partitions of yesterday, today and the next two days. A day that cannot be made falls to measures_other. */
export async function makeMeasureDays(sql: Sql, nowMs: number): Promise<void> {
  for (let day = -1; day <= 2; day++) {
    const from = Math.floor(nowMs / dayMs) * dayMs + day * dayMs;
    await changeDays(sql, partitionOf(from)).catch((cause: { code?: string }) => {
      // 23514: measures_other holds rows of that day; 42P17, 42P07: another centre made it just now.
      if (!['23514', '42P17', '42P07', '23505'].includes(cause.code ?? '')) throw cause;
    });
  }
}

/** The day of a partition's name as its definition; null: it is the name of something else. */
export function partitionNamed(name: string): string | null {
  const found = /^measures_(\d{4})(\d{2})(\d{2})$/.exec(name);
  const from = found === null ? Number.NaN : Date.parse(`${found[1]}-${found[2]}-${found[3]}T00:00:00Z`);
  return Number.isNaN(from) || partitionName(from) !== name ? null : partitionOf(from);
}

// A date is the only thing in here: it cannot be a parameter of a definition.
function partitionOf(from: number): string {
  return `create table if not exists ${partitionName(from)} partition of measures for values from ('${isoDay(from)}') to ('${isoDay(from + dayMs)}')`;
}

/** Not while a backup reads: it would hold up every writer of measures until the backup is done. The next turn does it. */
async function changeDays(sql: Sql, definition: string): Promise<void> {
  await sql
    .begin(async (tx) => {
      await tx.run('lock table schema_migrations in row exclusive mode nowait');
      await tx.run(definition);
    })
    .catch((cause: { code?: string }) => {
      if (cause.code !== '55P03') throw cause;
    });
}

/** Drops the days that lie wholly before the instant. */
export async function dropMeasuresBefore(sql: Sql, beforeMs: number): Promise<void> {
  const days = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'measures'::regclass and c.relname ~ '^measures_[0-9]{8}$'`;
  const first = partitionName(Math.floor(beforeMs / dayMs) * dayMs);
  for (const { name } of days)
    if (name < first) await changeDays(sql, `drop table if exists ${quoted(name)}`);
  await sql`delete from measures_other where at < ${new Date(beforeMs)}`;
}

/** Erases the numbers of removed cameras, a bounded piece at a time. @returns false when there is nothing left. */
export async function eraseRemovedSeries(sql: Sql): Promise<boolean> {
  const [series] = await sql<{ id: number }[]>`select id from series where camera_id is null limit 1`;
  if (series === undefined) return false;
  const erased = await sql`
    delete from measures where series_id = ${series.id} and at in
      (select at from measures where series_id = ${series.id} limit 20000)`;
  if (erased.count === 0) await sql`delete from series where id = ${series.id}`;
  return true;
}

async function learnSeries(sql: Sql, cache: SeriesCache, batch: readonly CameraMeasures[]): Promise<void> {
  const unknown = new Map<string, { cameraId: string; measure: Measure }>();
  for (const { cameraId, measures } of batch) {
    for (const measure of measures) {
      const key = seriesKey(cameraId, measure);
      if (!cache.has(key)) unknown.set(key, { cameraId, measure });
    }
  }
  if (unknown.size === 0) return;
  // Always in one order: two centres that learn the same series at once wait for each other instead of for ever.
  const rows = [...unknown].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const cameraIds = rows.map(({ cameraId }) => cameraId);
  const zoneIds = rows.map(({ measure }) => measure.zoneId);
  const kinds = rows.map(({ measure }) => measure.kind);
  const categories = rows.map(({ measure }) => measure.category);
  const directions = rows.map(({ measure }) => measure.direction);
  const units = rows.map(({ measure }) => measure.unit);
  await sql`
    insert into series (camera_id, zone_id, kind, category, direction, unit)
    select c.id, w.zone_id, w.kind, w.category, w.direction, w.unit
    from unnest(${cameraIds}::text[], ${zoneIds}::text[], ${kinds}::text[], ${categories}::text[],
      ${directions}::text[], ${units}::text[]) as w (camera_id, zone_id, kind, category, direction, unit)
      join cameras c on c.id = w.camera_id
    on conflict do nothing`;
  const known = await sql<SeriesRow[]>`
    select s.id, s.camera_id, s.zone_id, s.kind, s.category, s.direction, s.unit
    from unnest(${cameraIds}::text[], ${zoneIds}::text[], ${kinds}::text[], ${categories}::text[],
      ${directions}::text[], ${units}::text[]) as w (camera_id, zone_id, kind, category, direction, unit)
      join series s on s.camera_id = w.camera_id and s.zone_id = w.zone_id and s.kind = w.kind
        and s.category = w.category and s.direction is not distinct from w.direction and s.unit = w.unit`;
  for (const row of known) cache.set(seriesKey(row.cameraId, row), row.id);
}

type SeriesRow = Parameters<typeof seriesKey>[1] & { readonly id: number; readonly cameraId: string };

function seriesKey(
  cameraId: string,
  measure: Pick<Measure, 'zoneId' | 'kind' | 'category' | 'direction' | 'unit'>,
): string {
  return [cameraId, measure.zoneId, measure.kind, measure.category, measure.direction, measure.unit].join(
    ' ',
  );
}

/** A camera was removed: its series are no longer its own. */
export function forgetSeries(cache: SeriesCache, cameraId: string): void {
  for (const key of cache.keys()) if (key.startsWith(`${cameraId} `)) cache.delete(key);
}

function partitionName(dayStartMs: number): string {
  return `measures_${isoDay(dayStartMs).replaceAll('-', '')}`;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
