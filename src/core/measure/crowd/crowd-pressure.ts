import type { Point } from '../../geometry.ts';
import { localDensity, localVelocity, weightOf } from './local-density.ts';
import type { Walker } from './trajectory.ts';

/** From about here on crowd turbulence has been seen, 1/s2 (Helbing et al. 2007). A warning, never an alarm alone. */
export const turbulencePressurePerS2 = 0.02;

/**
 * Crowd pressure: P = rho Var(v), 1/s2, with Var(v) the mean of |v - mean v|^2. Not a force: it measures how unevenly a
 * dense crowd is pushed. Jitter of the measured velocities adds its own variance: 0.1 m/s of it in both axes at 4 /m2 reads
 * 0.08, four times the threshold. So show the window and the frame step beside it, and never alarm on it alone.
 * @param velocities of everyone in the zone over the window, m/s.
 * @returns null for fewer than two velocities.
 * @see Helbing, Johansson & Al-Abideen 2007, doi:10.1103/PhysRevE.75.046109
 */
export function crowdPressure(densityPerM2: number, velocities: readonly Point[]): number | null {
  const variance = velocityVariance(velocities);
  return variance === null ? null : densityPerM2 * variance;
}

/** Mean of |v - mean v|^2, m2/s2; null for fewer than two. */
export function velocityVariance(velocities: readonly Point[]): number | null {
  const n = velocities.length;
  if (n < 2) return null;
  const x = velocities.reduce((sum, v) => sum + v.x, 0) / n;
  const y = velocities.reduce((sum, v) => sum + v.y, 0) / n;
  return velocities.reduce((sum, v) => sum + (v.x - x) ** 2 + (v.y - y) ** 2, 0) / n;
}

/**
 * Crowd pressure at one place and instant: local density times the variance of velocities, both with the Gaussian weights
 * of radius R, 1/s2. Depends on R: a wider one takes in more of what makes people differ.
 * @returns null where nobody with a known velocity is near.
 */
export function localPressure(at: Point, walkers: readonly Walker[], radiusM: number): number | null {
  const mean = localVelocity(at, walkers, radiusM);
  if (mean === null) return null;
  let [weight, sum] = [0, 0];
  for (const { at: person, velocity } of walkers) {
    if (velocity === null) continue;
    const w = weightOf(at, person, radiusM);
    weight += w;
    sum += w * ((velocity.x - mean.x) ** 2 + (velocity.y - mean.y) ** 2);
  }
  const density = localDensity(
    at,
    walkers.map((w) => w.at),
    radiusM,
  );
  return (density * sum) / weight;
}
