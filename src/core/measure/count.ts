import type { Category } from '../detection.ts';
import { meanPeople } from './density.ts';
import { countBand } from './error-band.ts';
import type { Measure } from './measure.ts';
import type { Window } from './window.ts';

/**
 * People, bicycles or vehicles whose foot point is strictly inside the zone: the middle of the window's frames (the
 * greater of two middles, a whole number). Works without calibration.
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
  if (category !== 'person' || beyond === null) {
    const errorBand = countBand(counted, category);
    return { ...shape, value: counted, errorBand, coverage: window.seenShare, note: null };
  }
  if (beyond.byArea === null) {
    const value = Math.max(beyond.peakCount, counted);
    return { ...shape, value, errorBand: null, coverage: window.seenShare, note: 'beyond-range' };
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
