import type { Point } from '../../geometry.ts';
import type { Walker } from './trajectory.ts';

/** The usual width of the Gaussian, m: about arm's length. */
export const usualRadiusM = 1;

/**
 * Local density: rho(r) = sum of exp(-|rj - r|^2 / R^2) / (pi R^2), 1/m2. Needs no cells and no outline; within R of a wall
 * it falls off, since nobody can stand behind.
 * @param radiusM R. On an even crowd of 1 /m2 with R = 1 m it reads 1 within 0.0003.
 * @see Helbing, Johansson & Al-Abideen 2007, doi:10.1103/PhysRevE.75.046109
 */
export function localDensity(at: Point, people: readonly Point[], radiusM: number): number {
  let weight = 0;
  for (const person of people) weight += weightOf(at, person, radiusM);
  return weight / (Math.PI * radiusM ** 2);
}

/**
 * Local velocity: the mean of the people's velocities with the same weights, m/s.
 * @returns null where nobody with a known velocity is near enough to weigh anything (about 27 R).
 */
export function localVelocity(at: Point, walkers: readonly Walker[], radiusM: number): Point | null {
  let [weight, x, y] = [0, 0, 0];
  for (const { at: person, velocity } of walkers) {
    if (velocity === null) continue;
    const w = weightOf(at, person, radiusM);
    weight += w;
    x += w * velocity.x;
    y += w * velocity.y;
  }
  return weight === 0 ? null : { x: x / weight, y: y / weight };
}

/** exp(-|p - r|^2 / R^2), 0..1. */
export function weightOf(at: Point, person: Point, radiusM: number): number {
  return Math.exp(-((person.x - at.x) ** 2 + (person.y - at.y) ** 2) / radiusM ** 2);
}
