import type { Category } from '../detection.ts';
import type { ZoneView } from '../zone-view.ts';
import { countBand } from './error-band.ts';
import type { Measure } from './measure.ts';

export const flowWindowMs = 60_000;

/** Something passed a line. */
export type Crossing = {
  readonly atMs: number;
  readonly category: Category;
  /** 'in' is to the right of a -> b as seen in the picture. */
  readonly direction: 'in' | 'out';
};

/**
 * Crossings of the last minute in one direction. Works without calibration.
 * @param observedMs how much of that minute was observed: coverage. What crossed unobserved is not added.
 * @returns 1/min, a whole number; the band is the count's, not that of a forecast.
 */
export function lineFlowOf(
  view: ZoneView,
  crossings: readonly Crossing[],
  of: {
    readonly category: Category;
    readonly direction: 'in' | 'out';
    readonly atMs: number;
    readonly observedMs: number;
  },
): Measure {
  const value = crossings.filter(
    (c) =>
      c.category === of.category &&
      c.direction === of.direction &&
      c.atMs > of.atMs - flowWindowMs &&
      c.atMs <= of.atMs,
  ).length;
  return {
    zoneId: view.zone.id,
    kind: 'line-flow',
    category: of.category,
    direction: of.direction,
    atMs: of.atMs,
    windowMs: flowWindowMs,
    value,
    unit: '1/min',
    errorBand: countBand(value, of.category),
    coverage: Math.min(of.observedMs / flowWindowMs, 1),
    note: null,
  };
}
