import type { Point } from '../../geometry.ts';
import { usualRadiusM, weightOf } from './local-density.ts';

/** One person, with how well the velocity is known. */
export type Jostler = {
  /** Ground metres. */
  readonly at: Point;
  /** m/s; null while not known: such a person still fills ground. */
  readonly velocity: Point | null;
  /** Standard error of each component of the velocity, m/s. */
  readonly errorMps: number;
};

/** Crowd pressure of a zone at one instant, freed from what jitter adds. */
export type Jostle = {
  /** Mean over the people of the zone of local density times local variance, less `noisePerS2`; may be below 0 by chance, 1/s2. */
  readonly pressurePerS2: number;
  /** What the errors of the velocities alone would read as, 1/s2. */
  readonly noisePerS2: number;
  /** How many people it is the mean of. */
  readonly people: number;
};

/**
 * Helbing's crowd pressure, P = rho Var(v), at the place of each person of the zone, and the mean of it. Density and variance
 * are local, with Gaussian weights of radius R. The errors of the velocities add a variance of their own, twice the square
 * of each, which is taken off: 0.25 m of jitter at 5 frames a second and a slope of 2 s would read 0.04 at 1.5 /m2, twice
 * the usual limit. Jitter that wanders slowly hides from the slope's error and stays in.
 * @param inZone people whose surroundings are looked at. @param all these and everyone around, so that the outline is no wall.
 * @returns null for fewer than two people with a velocity.
 * @see Helbing, Johansson & Al-Abideen 2007, doi:10.1103/PhysRevE.75.046109
 */
export function jostleAmong(
  inZone: readonly Jostler[],
  all: readonly Jostler[],
  radiusM = usualRadiusM,
): Jostle | null {
  const places = inZone.filter((p) => p.velocity !== null);
  if (places.length < 2) return null;
  let [pressure, noise] = [0, 0];
  for (const place of places) {
    const around = surroundingsOf(place.at, all, radiusM);
    pressure += around.densityPerM2 * (around.variance - around.noise);
    noise += around.densityPerM2 * around.noise;
  }
  const people = places.length;
  return { pressurePerS2: pressure / people, noisePerS2: noise / people, people };
}

function surroundingsOf(at: Point, all: readonly Jostler[], radiusM: number) {
  const reachM = 3 * radiusM;
  let [filled, weight, x, y, squares, errors, heavyErrors] = [0, 0, 0, 0, 0, 0, 0];
  for (const { at: there, velocity, errorMps } of all) {
    if (Math.abs(there.x - at.x) > reachM || Math.abs(there.y - at.y) > reachM) continue;
    const w = weightOf(at, there, radiusM);
    filled += w;
    if (velocity === null) continue;
    weight += w;
    x += w * velocity.x;
    y += w * velocity.y;
    squares += w * (velocity.x ** 2 + velocity.y ** 2);
    errors += w * 2 * errorMps ** 2;
    heavyErrors += w * w * 2 * errorMps ** 2;
  }
  const variance = squares / weight - (x / weight) ** 2 - (y / weight) ** 2;
  // The mean velocity shares the errors, so a little of them cancels.
  const noise = errors / weight - heavyErrors / weight ** 2;
  return { densityPerM2: filled / (Math.PI * radiusM ** 2), variance, noise };
}
