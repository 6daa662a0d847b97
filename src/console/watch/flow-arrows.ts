/** Who passes a line, as an arrow to each side of it: as long on the screen at every zoom, thicker with more. */

import { placeAt } from '../../core/local-metres.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { expiredAfterMs, freshnessOf } from '../ui/age.ts';
import type { LngLat, ZoneOnGround } from './ground.ts';

export type FlowArrow = {
  readonly direction: 'in' | 'out';
  /** People, bicycles and vehicles together. */
  readonly perMinute: number;
  readonly isStale: boolean;
  /** Closed ring of the arrow. */
  readonly ring: readonly LngLat[];
  /** Where its number stands, beyond its tip. */
  readonly tip: LngLat;
};

/** From how many a minute the shaft is thicker, and half its thickness, px. */
const shafts = [
  { fromPerMinute: 60, halfPx: 5 },
  { fromPerMinute: 20, halfPx: 3 },
  { fromPerMinute: 0, halfPx: 1.5 },
] as const;
const lengthPx = 30;
const headPx = 11;
const gapPx = 3;
const numberPx = 11;

/**
 * Arrows of one line; none for a side that nobody passes, or whose count is too old to believe.
 * @param metresPerPx of the map where the line is.
 */
export function flowArrows(
  line: ZoneOnGround,
  measures: readonly Measure[],
  { nowMs, metresPerPx }: { readonly nowMs: number; readonly metresPerPx: number },
): FlowArrow[] {
  const { inward } = line;
  const [from, to] = line.points;
  if (inward === null || from === undefined || to === undefined) return [];
  return (['in', 'out'] as const).flatMap((direction) => {
    const counted = measures.filter(
      (measure) =>
        measure.kind === 'line-flow' &&
        measure.zoneId === line.zoneId &&
        measure.direction === direction &&
        measure.value !== null &&
        nowMs - measure.atMs <= expiredAfterMs,
    );
    const perMinute = counted.reduce((sum, { value }) => sum + (value ?? 0), 0);
    if (perMinute <= 0) return [];
    const oldestMs = Math.max(...counted.map(({ atMs }) => nowMs - atMs));
    const sign = direction === 'in' ? 1 : -1;
    // Beside each other: two arrows in one place would hide each other's tails.
    const share = direction === 'in' ? 0.35 : 0.65;
    const foot: LngLat = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    const at = (alongPx: number, asidePx: number) =>
      moved(
        foot,
        {
          x: inward.x * sign * alongPx - inward.y * asidePx,
          y: inward.y * sign * alongPx + inward.x * asidePx,
        },
        metresPerPx,
      );
    const half = shafts.find(({ fromPerMinute }) => perMinute >= fromPerMinute)!.halfPx;
    const neckPx = lengthPx - headPx;
    const wide = half + 4;
    const ring = [
      at(gapPx, -half),
      at(neckPx, -half),
      at(neckPx, -wide),
      at(lengthPx, 0),
      at(neckPx, wide),
      at(neckPx, half),
      at(gapPx, half),
    ];
    return [
      {
        direction,
        perMinute,
        isStale: freshnessOf(oldestMs) !== 'fresh',
        ring: [...ring, ring[0]!],
        tip: at(lengthPx + numberPx, 0),
      },
    ];
  });
}

function moved(
  [lng, lat]: LngLat,
  px: { readonly x: number; readonly y: number },
  metresPerPx: number,
): LngLat {
  const metres = { x: px.x * metresPerPx, y: px.y * metresPerPx };
  const { longitude, latitude } = placeAt({ longitude: lng, latitude: lat }, metres);
  return [longitude, latitude];
}

/** Of the map, tiles of 512: 40,075,017 m round the equator are 512 px at zoom 0. */
export function metresPerPxAt(zoom: number, latitude: number): number {
  return ((40_075_017 / 512) * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
}
