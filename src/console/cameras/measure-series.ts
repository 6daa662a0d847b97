/** Measures of a camera as series on one time axis: what a chart draws, without the chart. */
import type { Measure } from '../../core/measure/measure.ts';

export type Series = {
  readonly key: string;
  readonly zoneId: string;
  readonly kind: Measure['kind'];
  readonly category: Measure['category'];
  readonly direction: Measure['direction'];
  readonly unit: Measure['unit'];
  /** Oldest first, one instant once. */
  readonly points: readonly Measure[];
};

export type SeriesTable = ReadonlyMap<string, Series>;

export const spanMs = 10 * 60_000;
/** A longer silence is a gap: the line breaks instead of claiming what nobody measured. */
export const gapMs = 3_500;

export function seriesKey(measure: Pick<Measure, 'zoneId' | 'kind' | 'category' | 'direction'>): string {
  return [measure.zoneId, measure.kind, measure.category, measure.direction ?? ''].join('|');
}

/** Adds measures in any order and forgets those older than `spanMs` before `nowMs`. */
export function withMeasures(table: SeriesTable, measures: readonly Measure[], nowMs: number): SeriesTable {
  const fresh = Map.groupBy(measures, seriesKey);
  const next = new Map<string, Series>();
  for (const key of new Set([...table.keys(), ...fresh.keys()])) {
    const old = table.get(key);
    const added = fresh.get(key);
    const first = old ?? added![0]!;
    const points = merged(old?.points ?? [], added ?? []).filter((point) => point.atMs > nowMs - spanMs);
    if (points.length === 0) continue;
    const { zoneId, kind, category, direction, unit } = first;
    next.set(key, { key, zoneId, kind, category, direction, unit, points });
  }
  return next;
}

function merged(old: readonly Measure[], added: readonly Measure[]): readonly Measure[] {
  if (added.length === 0) return old;
  const lastMs = old.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  if (added.length === 1 && added[0]!.atMs > lastMs) return [...old, added[0]!];
  const byTime = new Map([...old, ...added].map((point) => [point.atMs, point]));
  return [...byTime.values()].sort((a, b) => a.atMs - b.atMs);
}

/** Columns for the chart: seconds, value, lower and upper end of the band; null where nothing was measured. */
export type Columns = [number[], (number | null)[], (number | null)[], (number | null)[]];

export function columnsOf(points: readonly Measure[], longestStepMs = gapMs): Columns {
  const columns: Columns = [[], [], [], []];
  const push = (atMs: number, value: number | null, band: number | null) => {
    columns[0].push(atMs / 1_000);
    columns[1].push(value);
    columns[2].push(value === null || band === null ? null : Math.max(0, value - band));
    columns[3].push(value === null || band === null ? null : value + band);
  };
  let lastMs: number | null = null;
  for (const { atMs, value, errorBand } of points) {
    if (lastMs !== null && atMs - lastMs > longestStepMs) push(lastMs + 1, null, null);
    push(atMs, value, errorBand);
    lastMs = atMs;
  }
  return columns;
}

/** Series worth a chart without being asked: those that had a value other than zero; of a zone without any, its people. */
export function tellingOf(all: readonly Series[]): ReadonlySet<Series> {
  const hasMoved = (series: Series) => series.points.some(({ value }) => value !== null && value !== 0);
  const telling = new Set(all.filter(hasMoved));
  const movedZones = new Set([...telling].map(({ zoneId }) => zoneId));
  for (const series of all) {
    const isMain = series.category === 'person' && (series.kind === 'count' || series.direction === 'in');
    if (isMain && !movedZones.has(series.zoneId)) telling.add(series);
  }
  return telling;
}

const kindOrder: readonly Measure['kind'][] = ['density', 'count', 'line-flow', 'mean-speed', 'dwell'];
const categoryOrder: readonly Measure['category'][] = ['person', 'bicycle', 'vehicle'];

/** Charts in reading order: by zone as the camera lists them, then density, count, flow, speed, dwell. */
export function inOrder(table: SeriesTable, zoneIds: readonly string[]): Series[] {
  const rank = (s: Series) => [
    zoneIds.indexOf(s.zoneId),
    kindOrder.indexOf(s.kind),
    categoryOrder.indexOf(s.category),
    s.direction === 'out' ? 1 : 0,
  ];
  return [...table.values()]
    .filter((series) => zoneIds.includes(series.zoneId))
    .sort((a, b) => {
      const [ra, rb] = [rank(a), rank(b)];
      return ra.reduce((order, value, i) => order || value - rb[i]!, 0);
    });
}
