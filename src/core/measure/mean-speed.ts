import type { Category } from '../detection.ts';
import { meanBand } from './error-band.ts';
import type { Measure } from './measure.ts';
import type { Window } from './window.ts';

/**
 * Mean of the speeds on the ground of those inside, each speed the least-squares slope of its last second. People who
 * stand still read a few cm/s: jitter has no direction.
 * @returns m/s, >= 0; null when nothing moves through measurable ground, or without calibration.
 */
export function meanSpeedOf(window: Window, category: Category): Measure {
  const shape = {
    zoneId: window.view.zone.id,
    kind: 'mean-speed',
    category,
    direction: null,
    atMs: window.atMs,
    windowMs: window.windowMs,
    unit: 'm/s',
    coverage: window.view.coverage * window.seenShare,
  } as const;
  if (window.view.areaM2 === null) {
    const note = window.view.isCalibrated ? 'not-measuring' : 'not-calibrated';
    return { ...shape, value: null, errorBand: null, coverage: 0, note };
  }
  const speeds = window.samples.flatMap((s) => s.speeds.filter((v) => v.category === category));
  if (speeds.length === 0) return { ...shape, value: null, errorBand: null, note: 'nothing-seen' };
  // Frames of one track share their sightings: only tracks are independent.
  const tracks = new Set(speeds.map((v) => v.trackId)).size;
  const rms = Math.sqrt(speeds.reduce((sum, v) => sum + v.errorMps ** 2, 0) / speeds.length);
  const value = speeds.reduce((sum, v) => sum + v.mps, 0) / speeds.length;
  return { ...shape, value, errorBand: meanBand(rms, tracks), note: null };
}
