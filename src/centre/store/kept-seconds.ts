import { Measure as MeasureShape } from '../../contract/shapes.ts';
import type { Measure } from '../../core/measure/measure.ts';
import type { KeptSecond } from '../../core/trial/kept-second.ts';
import type { Floors } from '../../core/trial/replay.ts';
import type { Query } from './database.ts';

/**
 * Seconds of a zone in [fromMs, toMs) in which a measure of people reached its floor, oldest first. Everything else is left
 * in the database: most seconds of most places are empty.
 */
export async function listKeptSeconds(
  query: Query,
  of: {
    readonly cameraId: string;
    readonly zoneId: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly floors: Floors;
  },
): Promise<KeptSecond[]> {
  const { densityPerM2, count, lengthM, waitS } = of.floors;
  const rows = await query<object[]>`
    select s.zone_id, s.kind, s.category, s.direction, s.unit, (extract(epoch from m.at) * 1000)::bigint as at_ms,
      m.window_ms, m.value, m.error_band, m.coverage, m.note
    from series s join measures m on m.series_id = s.id
    where s.camera_id = ${of.cameraId} and s.zone_id = ${of.zoneId} and s.category = 'person'
      and m.at >= ${new Date(of.fromMs)} and m.at < ${new Date(of.toMs)}
      and case s.kind
        when 'density' then m.value >= ${densityPerM2}::real or (${densityPerM2}::real is not null and m.note = 'beyond-range')
        when 'count' then m.value >= ${count}::real
        when 'queue-length' then m.value >= ${lengthM}::real
        when 'wait' then m.value >= ${waitS}::real
        else false
      end
    order by m.at`;
  const seconds: KeptSecond[] = [];
  for (const row of rows) {
    const measure = MeasureShape.parse(row);
    const last = seconds.at(-1);
    const second = last?.atMs === measure.atMs ? last : emptySecond(measure.atMs);
    const whole = { ...second, [fieldOf[measure.kind as keyof typeof fieldOf]]: measure };
    if (second === last) seconds[seconds.length - 1] = whole;
    else seconds.push(whole);
  }
  return seconds;
}

const fieldOf = {
  density: 'density',
  count: 'count',
  'queue-length': 'queueLength',
  wait: 'wait',
} as const satisfies Partial<Record<Measure['kind'], keyof KeptSecond>>;

function emptySecond(atMs: number): KeptSecond {
  return { atMs, density: null, count: null, queueLength: null, wait: null };
}
