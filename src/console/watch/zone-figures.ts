/** What each zone says now, how old it is, and how all in view stand. */
import type { Measure } from '../../core/measure/measure.ts';
import { expiredAfterMs, type Freshness, freshnessOf } from '../ui/age.ts';
import { densityStep, type ZoneOnGround } from './ground.ts';

export type ZoneFigure = {
  readonly zone: ZoneOnGround;
  /** People per m²; null while it is not measured, or too old to believe. */
  readonly densityPerM2: number | null;
  readonly step: number | null;
  /** Expired also where nothing was ever measured. */
  readonly freshness: Freshness;
  readonly ageMs: number | null;
};

/** Density of each area. @param measuresOf newest measures of a camera. */
export function zoneFigures(
  zones: readonly ZoneOnGround[],
  measuresOf: (cameraId: string) => readonly Measure[],
  nowMs: number,
): ZoneFigure[] {
  return zones
    .filter(({ shape }) => shape === 'area')
    .map((zone) => {
      const found = measuresOf(zone.cameraId).find(
        ({ kind, zoneId, value }) => kind === 'density' && zoneId === zone.zoneId && value !== null,
      );
      const ageMs = found === undefined ? null : Math.max(0, nowMs - found.atMs);
      const value = found === undefined || ageMs === null || ageMs > expiredAfterMs ? null : found.value;
      return {
        zone,
        densityPerM2: value,
        step: value === null ? null : densityStep(value),
        freshness: value === null || ageMs === null ? 'expired' : freshnessOf(ageMs),
        ageMs: value === null ? null : ageMs,
      };
    });
}

export type DataAge = {
  readonly zones: number;
  /** How many of them have a number that can be believed. */
  readonly measured: number;
  /** Of these, ms; null where none is. */
  readonly newestMs: number | null;
  readonly oldestMs: number | null;
};

export function dataAgeOf(figures: readonly ZoneFigure[]): DataAge {
  const ages = figures.flatMap(({ ageMs }) => (ageMs === null ? [] : [ageMs]));
  return {
    zones: figures.length,
    measured: ages.length,
    newestMs: ages.length === 0 ? null : Math.min(...ages),
    oldestMs: ages.length === 0 ? null : Math.max(...ages),
  };
}
