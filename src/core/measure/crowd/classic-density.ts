import { isInside, type Point, polygonArea } from '../../geometry.ts';
import { speedOf } from './individual-velocity.ts';
import type { Walker } from './trajectory.ts';

/**
 * Classic density: N / A(M), 1/m2, with N the people strictly inside the zone M. Who stands on the outline is outside:
 * two such people in a zone of 6 m2 are a difference of 0.31 /m2.
 * @param zone ground metres, an area > 0; may be non-convex.
 * @returns 1/m2, >= 0. It jumps by 1/A whenever someone steps over the outline.
 * @see Steffen & Seyfried 2010, doi:10.1016/j.physa.2009.12.015; PedPy, compute_classic_density
 */
export function classicDensity(people: readonly Point[], zone: readonly Point[]): number {
  return people.filter((p) => isInside(p, zone)).length / polygonArea(zone);
}

/**
 * Mean of the individual speeds of those strictly inside the zone, m/s.
 * @returns null when nobody with a known speed is inside; PedPy writes 0 there, which reads as standing still.
 * @see PedPy, compute_mean_speed_per_frame
 */
export function meanSpeedInside(walkers: readonly Walker[], zone: readonly Point[]): number | null {
  const speeds = walkers
    .filter((w) => isInside(w.at, zone))
    .map((w) => speedOf(w.velocity))
    .filter((v) => v !== null);
  return speeds.length === 0 ? null : speeds.reduce((sum, v) => sum + v, 0) / speeds.length;
}
