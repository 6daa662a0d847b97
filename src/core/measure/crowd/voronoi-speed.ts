import { speedOf } from './individual-velocity.ts';
import { type MeasurementArea, sharedAreaM2 } from './shared-area.ts';
import type { Walker } from './trajectory.ts';
import type { VoronoiCell } from './voronoi-cells.ts';

/**
 * Voronoi speed: sum of A(Vi in M) vi, over A(M), m/s. Whoever has more room weighs more. Ground that no cell covers
 * (cut-off, people without a known speed) counts with speed 0, as in PedPy: beside a cut-off read it with the density.
 * @param cells one for each walker, in their order.
 * @returns m/s, >= 0.
 * @see PedPy, compute_voronoi_speed; JPSreport, method D
 */
export function voronoiSpeed(
  walkers: readonly Walker[],
  cells: readonly (VoronoiCell | null)[],
  zone: MeasurementArea,
): number {
  let sum = 0;
  for (const [i, cell] of cells.entries()) {
    const speed = speedOf(walkers[i]!.velocity);
    if (cell !== null && speed !== null) sum += (sharedAreaM2(cell.ground, zone) / cell.sharedBy) * speed;
  }
  return sum / zone.areaM2;
}
