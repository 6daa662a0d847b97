import { type MeasurementArea, sharedAreaM2 } from './shared-area.ts';
import type { VoronoiCell } from './voronoi-cells.ts';

/**
 * Voronoi density: sum of A(Vi in M) / A(Vi), over A(M), 1/m2. Each person counts by the share of their cell that lies in
 * the zone, so it moves smoothly where classic density jumps. Without a cut-off a single person far away still
 * lends a little to the zone; with one, ground that nobody claims counts as empty.
 * @param cells of everyone on the walkable ground, not of those in the zone alone.
 * @returns 1/m2, >= 0.
 * @see Steffen & Seyfried 2010, doi:10.1016/j.physa.2009.12.015; PedPy, compute_voronoi_density
 */
export function voronoiDensity(cells: readonly (VoronoiCell | null)[], zone: MeasurementArea): number {
  let people = 0;
  for (const cell of cells) if (cell !== null) people += sharedAreaM2(cell.ground, zone) / cell.areaM2;
  return people / zone.areaM2;
}
