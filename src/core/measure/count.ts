import type { Category } from '../detection.ts';
import { meanPeople } from './density.ts';
import { countBand } from './error-band.ts';
import type { Measure } from './measure.ts';
import { foundShare, type Window } from './window.ts';

/**
 * People, bicycles or vehicles whose foot point is strictly inside the zone: the middle of the window's frames (the
 * greater of two middles, a whole number). Works without calibration.
 * People whom the covered area shows and boxes do not lower the coverage and widen the band.
 * @returns unit 1, >= 0. While the crowd is too dense for boxes: people from the area they cover and, on ground too coarse
 *   for that, from boxes, note 'by-area'; where the area cannot say, the greatest count since then, without error band:
 *   boxes merge in a dense crowd, and a falling count would look like relief.
 */
export function countOf(window: Window, category: Category): Measure {
  const { beyond } = window;
  const counted = middle(window, category);
  const shape = {
    zoneId: window.view.zone.id,
    kind: 'count',
    category,
    direction: null,
    atMs: window.atMs,
    windowMs: window.windowMs,
    unit: '1',
  } as const;
  const coverage = window.seenShare * foundShare(meanPeople(window), window);
  if (category !== 'person' || beyond === null) {
    const band = countBand(counted, category);
    if (category !== 'person' || band === null)
      return { ...shape, value: counted, errorBand: band, coverage: window.seenShare, note: null };
    return { ...shape, value: counted, errorBand: band + window.missing, coverage, note: null };
  }
  if (beyond.byArea === null) {
    const value = Math.max(beyond.peakCount, counted);
    return { ...shape, value, errorBand: null, coverage, note: 'beyond-range' };
  }
  const { people, sigma } = beyond.byArea;
  const coarse = Math.max(counted - meanPeople(window), 0);
  return {
    ...shape,
    value: Math.round(people + coarse),
    errorBand: Math.hypot(1.96 * sigma, coarse > 0.5 ? countBand(coarse, category)! : 0),
    coverage: 1,
    note: 'by-area',
  };
}

function middle(window: Window, category: Category): number {
  const counts = window.samples.map((s) => s.counts[category]).sort((a, b) => a - b);
  return counts[counts.length >> 1] ?? 0;
}
