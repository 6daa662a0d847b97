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
 * Where boxes have lost half of a crowd that is beyond their range the velocities come from the flow of its texture, without
 * telling anybody apart (note 'by-flow'), P is "at least" (a sixth to an eighth of the true one in drawn crowds in which everybody
 * is pushed another way), and a density beyond measuring range counts as reached, unless the area that people cover says with
 * one standard deviation that so many cannot be there. Where the texture does not tell, P is of those still seen, and too low.
 *
 * What it cannot do: see a push in a corner of a large zone (draw one where the crowd gathers), or shocks shorter than about a
 * second. Two streams through each other in a dense crowd have that variance too, and are one.
 * @see Helbing, Johansson & Al-Abideen 2007, doi:10.1103/PhysRevE.75.046109
 */
export const judgePressure: Judge<'pressure'> = (rule, scene) => {
  const density = densityOf(scene.window);
  const samples = scene.crowd.filter((s) => s.tMs > scene.tMs - windowMs);
  const texture = scene.texture.filter((s) => s.tMs > scene.tMs - windowMs);
  const { measure, noisePerS2 } = pressureOf({ ...scene.window, windowMs }, samples, texture);
  // People who are missed only ever lower it, so it counts as reached within a standard error.
  const perM2 = (density.value ?? 0) + (density.errorBand ?? 0) / 1.96;
  const perS2 = measure.value ?? 0;
  const leastPerS2 = Math.max(rule.limitPerS2, noiseFactor * noisePerS2);
  const { beyond } = scene.window;
  const isBeyond = beyond !== null;
  // Only beyond boxes is there flow. Boxes alone cannot say how many are there then, nor the area always.
  const mayBe = (limitPerM2: number) =>
    measure.note === 'by-flow' && density.note === 'beyond-range' && beyond!.mostPerM2 >= limitPerM2;
  const isDense = (share: number) => perM2 >= share * rule.minPerM2 || mayBe(share * rule.minPerM2);
  const isKept =
    isDense(releaseDensityShare) &&
    // In a crowd too dense for boxes few velocities are left: no news is not good news.
    (perS2 >= releaseShare * leastPerS2 || (isBeyond && measure.value === null));
  return {
    isOn: isDense(1) && perS2 >= leastPerS2,
    isKept,
    sinceMs: null,
    certainty: Math.min(
      chanceAbove(perS2, rule.limitPerS2, measure.errorBand ?? perS2),
      Math.max(
        mayBe(rule.minPerM2) ? 0.5 : 0,
        chanceAbove(density.value ?? 0, rule.minPerM2, density.errorBand ?? 0),
      ),
    ),
    levelOfService: null,
    causes: 0,
    because: () => [measure, density],
  };
};
