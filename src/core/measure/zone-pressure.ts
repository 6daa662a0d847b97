import type { CrowdSample } from './crowd-sample.ts';
import { countVariance } from './error-band.ts';
import type { Measure } from './measure.ts';
import type { Window } from './window.ts';

/** With fewer people in the zone there is no crowd that could push. */
export const leastJostlers = 4;
/** Each velocity is the slope of this long; the rest of the window is averaged, ms. */
export const pressureSlopeMs = 2_000;

/** A pressure with what it is made of. */
export type ZonePressure = {
  readonly measure: Measure;
  /** What jitter alone would read as, and was taken off, 1/s2. */
  readonly noisePerS2: number;
};

/**
 * Crowd pressure of the zone, mean of the samples given: P = rho Var(v) with R = 1 m around each person, velocities the slope of
 * their last 2 s, jitter's own share taken off. R and slope are part of the number: a wider R or a shorter slope reads more.
 * @param samples of the crowd in the window. @returns 1/s2, >= 0; null with fewer than 4 people. Noted `beyond-range` while
 *   boxes cannot tell the crowd apart: the true one is greater.
 */
export function pressureOf(window: Window, samples: readonly CrowdSample[]): ZonePressure {
  const { view } = window;
  const shape = {
    zoneId: view.zone.id,
    kind: 'crowd-pressure',
    category: 'person',
    direction: null,
    atMs: window.atMs,
    windowMs: window.windowMs + pressureSlopeMs,
    unit: '1/s2',
  } as const;
  if (view.areaM2 === null) {
    const note = view.isCalibrated ? 'not-measuring' : 'not-calibrated';
    return { measure: { ...shape, value: null, errorBand: null, coverage: 0, note }, noisePerS2: 0 };
  }
  const coverage = view.coverage * window.seenShare;
  const known = samples.flatMap(({ jostle }) =>
    jostle === null || jostle.people < leastJostlers ? [] : [jostle],
  );
  if (known.length === 0) {
    const note = 'nothing-seen';
    return { measure: { ...shape, value: null, errorBand: null, coverage, note }, noisePerS2: 0 };
  }
  const meanOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const value = Math.max(meanOf(known.map((j) => j.pressurePerS2)), 0);
  const noisePerS2 = meanOf(known.map((j) => j.noisePerS2));
  const people = meanOf(known.map((j) => j.people));
  const isBeyond = window.beyond !== null;
  const errorBand = isBeyond ? null : bandOf(value, noisePerS2, people);
  const note = isBeyond ? 'beyond-range' : null;
  return { measure: { ...shape, value, errorBand, coverage, note }, noisePerS2 };
}

/**
 * Half-width of the 95 % band: the scatter of a variance whose noise was taken off with about 8 degrees of freedom a
 * person, and the count's error in the density. Samples of one window share their slopes, so only people are independent.
 */
function bandOf(pressure: number, noise: number, people: number): number {
  const scatter = Math.sqrt((1.25 * noise ** 2 + 2 * pressure * noise) / people);
  const counted = Math.sqrt(countVariance(people, 'person') ?? 0) / people;
  return 1.96 * Math.hypot(scatter, pressure * counted);
}
