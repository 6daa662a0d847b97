import { type Category, categories } from './detection.ts';
import { countOf } from './measure/count.ts';
import { densityOf } from './measure/density.ts';
import { dwellOf, dwellWindowMs } from './measure/dwell.ts';
import { flowWindowMs } from './measure/line-flow.ts';
import { meanSpeedOf } from './measure/mean-speed.ts';
import type { Measure } from './measure/measure.ts';
import { windowOf } from './measure/window.ts';
import { measurePeople, peopleSeries } from './zone-people-measures.ts';
import { flow, observedMs, type ZoneState } from './zone-state.ts';

/** The measures of a zone once a second: what has been seen in it at least once, and people always. */
export function measureZone(state: ZoneState, atMs: number): readonly Measure[] {
  const { view } = state;
  const seen = categories.filter((c) => state.seenCategories.has(c));
  if (view.zone.shape === 'line') {
    return seen.flatMap((c) => [flow(state, c, 'in', atMs), flow(state, c, 'out', atMs)]);
  }
  const samples = state.window;
  state.window = [];
  // Fewer than one frame a second: the second has no measure of its own.
  if (samples.length === 0) return [];
  const window = windowOf(view, samples, { atMs, windowMs: 1_000 }, state);
  const observedShare = Math.min(observedMs(state, atMs, dwellWindowMs) / dwellWindowMs, 1);
  return [
    ...seen.map((c) => countOf(window, c)),
    densityOf(window),
    ...seen.map((c) => meanSpeedOf(window, c)),
    dwellOf(view, state.stays, { atMs, coverage: observedShare }),
    ...measurePeople(state, window),
  ];
}

/** The same series while the camera is blind: no value, and why. */
export function unmeasuredZone(state: ZoneState, atMs: number): readonly Measure[] {
  const { view } = state;
  state.window = [];
  const seen = categories.filter((c) => state.seenCategories.has(c));
  const none = (
    kind: Measure['kind'],
    category: Category,
    unit: Measure['unit'],
    rest: { readonly windowMs: number; readonly direction: Measure['direction'] },
  ): Measure => ({
    zoneId: view.zone.id,
    kind,
    category,
    atMs,
    unit,
    value: null,
    errorBand: null,
    coverage: 0,
    note: 'not-measuring',
    ...rest,
  });
  const second = { windowMs: 1_000, direction: null };
  if (view.zone.shape === 'line') {
    return seen.flatMap((c) =>
      (['in', 'out'] as const).map((direction) =>
        none('line-flow', c, '1/min', { windowMs: flowWindowMs, direction }),
      ),
    );
  }
  return [
    ...seen.map((c) => none('count', c, '1', second)),
    none('density', 'person', '1/m2', second),
    ...seen.map((c) => none('mean-speed', c, 'm/s', second)),
    none('dwell', 'person', 's', { windowMs: dwellWindowMs, direction: null }),
    ...peopleSeries(state).map(({ kind, unit, windowMs }) =>
      none(kind, 'person', unit, { windowMs, direction: null }),
    ),
  ];
}
