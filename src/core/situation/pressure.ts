import { densityOf } from '../measure/density.ts';
import { chanceAbove } from '../measure/error-band.ts';
import { pressureOf } from '../measure/zone-pressure.ts';
import type { Judge } from './zone-scene.ts';

/** Pressures of the last so many ms are averaged. */
const windowMs = 3_000;
/** Below this share of the limit an open warning ends. */
const releaseShare = 0.7;
/** The same of the density, which scatters less. */
const releaseDensityShare = 0.9;
/** A push stands out by this factor from what was taken off for jitter and hops, which is not known exactly. */
const noiseFactor = 1.5;

/**
 * Pressure warning: crowd pressure P = rho Var(v) has stood at or above `limitPerS2` (1/s2, default 0.02: where turbulence was
 * seen) while the zone's density was at or above `minPerM2` (people per m2, default 1.5), both for `holdMs` (5 s). Never on
 * pressure alone: a few people who walk to and fro have more of it than a crush. Over `clearMs` (10 s) after the
 * pressure has fallen below 70 % of what began it or the density below 90 %. Needs calibration.
 *
 * P is local, with Gaussian weights of R = 1 m, from slopes of 2 s, the mean over the people of the zone and 3 s. What jitter
 * and hopping tracks add is taken off, and unless half again as much is left there is no warning. Density counts as reached within its
 * standard error, for people who are missed only ever lower it. Another R or slope gives another P: the
 * default limit comes from film with other ones, so look at the zone's own quiet hours before trusting it.
 *
 * What it cannot do: see a push in a corner of a large zone (draw one where the crowd gathers), or shocks shorter than about a
 * second. Above 2 people per m2 boxes hide each other: then P is of those still seen, and too low.
 * @see Helbing, Johansson & Al-Abideen 2007, doi:10.1103/PhysRevE.75.046109
 */
export const judgePressure: Judge<'pressure'> = (rule, scene) => {
  const density = densityOf(scene.window);
  const samples = scene.crowd.filter((s) => s.tMs > scene.tMs - windowMs);
  const { measure, noisePerS2 } = pressureOf({ ...scene.window, windowMs }, samples);
  // People who are missed only ever lower it, so it counts as reached within a standard error.
  const perM2 = (density.value ?? 0) + (density.errorBand ?? 0) / 1.96;
  const perS2 = measure.value ?? 0;
  const leastPerS2 = Math.max(rule.limitPerS2, noiseFactor * noisePerS2);
  const isBeyond = scene.window.beyond !== null;
  const isKept =
    perM2 >= releaseDensityShare * rule.minPerM2 &&
    // In a crowd too dense for boxes few velocities are left: no news is not good news.
    (perS2 >= releaseShare * leastPerS2 || (isBeyond && measure.value === null));
  return {
    isOn: perM2 >= rule.minPerM2 && perS2 >= leastPerS2,
    isKept,
    sinceMs: null,
    certainty: Math.min(
      chanceAbove(perS2, rule.limitPerS2, measure.errorBand ?? perS2),
      chanceAbove(density.value ?? 0, rule.minPerM2, density.errorBand ?? 0),
    ),
    levelOfService: null,
    causes: 0,
    because: () => [measure, density],
  };
};
