import type { Category } from '../detection.ts';
import { countBand } from './error-band.ts';
import type { Measure } from './measure.ts';
import type { Window } from './window.ts';

/**
 * People, bicycles or vehicles whose foot point is strictly inside the zone: the middle of the window's frames (the
 * greater of two middles, a whole number). Works without calibration.
 * @returns unit 1, >= 0. While the density is beyond range the greatest count since then, without error band: boxes merge
 *   in a dense crowd, and a falling count would look like relief.
 */
export function countOf(window: Window, category: Category): Measure {
  const isBeyond = category === 'person' && window.beyond !== null;
  const value = isBeyond
    ? Math.max(window.beyond!.peakCount, middle(window, category))
    : middle(window, category);
  return {
    zoneId: window.view.zone.id,
    kind: 'count',
    category,
    direction: null,
    atMs: window.atMs,
    windowMs: window.windowMs,
    value,
    unit: '1',
    errorBand: isBeyond ? null : countBand(value, category),
    coverage: window.seenShare,
    note: isBeyond ? 'beyond-range' : null,
  };
}

function middle(window: Window, category: Category): number {
  const counts = window.samples.map((s) => s.counts[category]).sort((a, b) => a - b);
  return counts[counts.length >> 1] ?? 0;
}
