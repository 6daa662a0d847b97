import type { CrowdSample } from './crowd-sample.ts';
import { meanPeople } from './density.ts';
import { countVariance } from './error-band.ts';
import type { FlowSample } from './flow/crowd-flow.ts';
import type { Measure } from './measure.ts';
import type { Window } from './window.ts';

/** With fewer people in the zone there is no crowd that could push. */
export const leastJostlers = 4;
/** With fewer the flow of texture says nothing of a window. */
export const leastFlowSamples = 3;
/** Beyond boxes tracks tell of the crowd as long as they follow this share of those known to be there. */
const followedShare = 0.5;
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
 *
 * Where boxes have lost half of a crowd, velocities come from the flow of its texture where that is known, note `by-flow`:
 * the people who are known to be there at the least, times the local variance of that flow (R = 1 m as well), which is
 * smoothed over the window of a head and shoulders. Both can only be too low, so it is "at least", without a band.
 * @param samples of the crowd in the window. @param texture of the same.
 * @returns 1/s2, >= 0; null with fewer than 4 people. Noted `beyond-range` while boxes cannot tell the crowd apart and the
 *   texture does not say: the true one is greater.
 */
export function pressureOf(
  window: Window,
  samples: readonly CrowdSample[],
  texture: readonly FlowSample[] = [],
): ZonePressure {
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
  const known = samples.flatMap(({ jostle }) =>
    jostle === null || jostle.people < leastJostlers ? [] : [jostle],
  );
  const followed = known.length === 0 ? 0 : meanOf(known.map((j) => j.people));
  const isLost = window.beyond !== null && followed < followedShare * leastPeople(window);
  if (isLost && texture.length >= leastFlowSamples) {
    const variance = meanOf(texture.map((s) => s.variance));
    const value = Math.max(leastPeople(window) * variance, 0) / view.areaM2;
    const coverage = view.coverage * meanOf(texture.map((s) => s.knownShare));
    return { measure: { ...shape, value, errorBand: null, coverage, note: 'by-flow' }, noisePerS2: 0 };
  }
  const coverage = view.coverage * window.seenShare;
  if (known.length === 0) {
    const note = 'nothing-seen';
    return { measure: { ...shape, value: null, errorBand: null, coverage, note }, noisePerS2: 0 };
  }
  const value = Math.max(meanOf(known.map((j) => j.pressurePerS2)), 0);
  const noisePerS2 = meanOf(known.map((j) => j.noisePerS2));
  const people = followed;
  const isBeyond = window.beyond !== null;
  const errorBand = isBeyond ? null : bandOf(value, noisePerS2, people);
  const note = isBeyond ? 'beyond-range' : null;
  return { measure: { ...shape, value, errorBand, coverage, note }, noisePerS2 };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Counted, counted and not seen to leave, half seen, or by the area they cover: whichever is most. */
function leastPeople(window: Window): number {
  const { beyond, missing, view } = window;
  const held = (beyond?.peakPerM2 ?? 0) * (view.areaM2 ?? 0);
  return Math.max(meanPeople(window) + missing, held, beyond?.byArea?.people ?? 0);
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
