import { densityBand } from './error-band.ts';
import type { Measure } from './measure.ts';
import { foundShare, type Window } from './window.ts';

/**
 * Classic density: people strictly inside the measurable part of the zone divided by its ground area, mean of the window.
 * Missed people lower it in proportion: at 90 % recall a true 1.0 reads 0.9. Those whom the covered area shows all the same
 * lower the coverage and widen the band.
 * @returns 1/m2, >= 0; null without calibration. Where the crowd is too dense for boxes it comes from the area that people
 *   cover, note 'by-area', with that estimator's own error band; where that cannot say either it is 'beyond-range', the
 *   greatest value since then, never a falling one.
 * @see Steffen & Seyfried 2010, doi:10.1016/j.physa.2009.12.015
 */
export function densityOf(window: Window): Measure {
  const { view } = window;
  const shape = {
    zoneId: view.zone.id,
    kind: 'density',
    category: 'person',
    direction: null,
    atMs: window.atMs,
    windowMs: window.windowMs,
    unit: '1/m2',
  } as const;
  const { areaM2, perimeterM, metresPerPx, residualM } = view;
  if (areaM2 === null || perimeterM === null || metresPerPx === null) {
    // Calibrated, but every cell is coarser than can be measured: for counting only.
    const note = view.isCalibrated ? 'not-measuring' : 'not-calibrated';
    return { ...shape, value: null, errorBand: null, coverage: 0, note };
  }
  const people = meanPeople(window);
  const value = people / areaM2;
  const coverage = view.coverage * window.seenShare * foundShare(people, window);
  const { beyond } = window;
  if (beyond?.byArea) {
    const { people: byArea, sigma } = beyond.byArea;
    const errorBand = (1.96 * sigma) / areaM2;
    // Hidden people lower the coverage of boxes; the area counts without seeing each.
    return { ...shape, value: byArea / areaM2, errorBand, coverage: view.coverage, note: 'by-area' };
  }
  if (beyond !== null) {
    const peak = Math.max(value, beyond.peakPerM2);
    return { ...shape, value: peak, errorBand: null, coverage, note: 'beyond-range' };
  }
  const inferredShare =
    window.samples.reduce((sum, s) => sum + s.inferredShare, 0) / Math.max(window.samples.length, 1);
  const band = densityBand(people, { areaM2, perimeterM, metresPerPx, residualM, inferredShare });
  return {
    ...shape,
    value,
    errorBand: band === null ? null : band + window.missing / areaM2,
    coverage,
    note: null,
  };
}

export function meanPeople(window: Pick<Window, 'samples'>): number {
  const { samples } = window;
  return samples.reduce((sum, s) => sum + s.peopleOnGround, 0) / Math.max(samples.length, 1);
}
