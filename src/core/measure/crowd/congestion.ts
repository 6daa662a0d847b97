import { isInside, type Point } from '../../geometry.ts';
import { localVelocity } from './local-density.ts';
import type { Walker } from './trajectory.ts';

/** How the velocity field is sampled. Both figures are part of the result: a finer grid or a smaller radius raises it. */
export type FieldGrid = { readonly stepM: number; readonly radiusM: number };

/** Half a metre apart, Gaussian of 1 m. */
export const usualGrid: FieldGrid = { stepM: 0.5, radiusM: 1 };

/**
 * Congestion level: Cl = (max curl v - min curl v) / <|v|> over the zone, 1/m: how strongly people turn round each other for
 * the speed they make. The velocity field is the Gaussian-weighted mean of the walkers' velocities, its curl taken by
 * central differences on a grid. Averaging the walkers over some seconds first steadies it.
 * @param walkers of one instant or of a short window, also those around the zone.
 * @returns 0 where all walk alike; null where nobody moves, or where fewer than two grid points lie in the zone.
 * @see Feliciani & Nishinari 2018, doi:10.1016/j.trc.2018.03.027; the grid and the Gaussian are ours
 */
export function congestionLevel(
  walkers: readonly Walker[],
  zone: readonly Point[],
  grid: FieldGrid = usualGrid,
): number | null {
  const curls: number[] = [];
  const speeds: number[] = [];
  for (const at of gridInside(zone, grid.stepM)) {
    const [here, right, left, up, down] = [
      [0, 0],
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ].map(([x, y]) =>
      localVelocity({ x: at.x + x! * grid.stepM, y: at.y + y! * grid.stepM }, walkers, grid.radiusM),
    );
    if (!here || !right || !left || !up || !down) continue;
    curls.push((right.y - left.y - (up.x - down.x)) / (2 * grid.stepM));
    speeds.push(Math.hypot(here.x, here.y));
  }
  const meanSpeed = speeds.reduce((sum, v) => sum + v, 0) / speeds.length;
  if (curls.length < 2 || !(meanSpeed > 0)) return null;
  return (Math.max(...curls) - Math.min(...curls)) / meanSpeed;
}

/**
 * Crowd danger: Cd = Cl rho, 1/m3. Dense and turning is worse than either.
 * @see Feliciani & Nishinari 2018, doi:10.1016/j.trc.2018.03.027
 */
export function crowdDanger(congestionLevelPerM: number, densityPerM2: number): number {
  return congestionLevelPerM * densityPerM2;
}

/** Grid points strictly inside a polygon, half a step in from its box. */
export function gridInside(zone: readonly Point[], stepM: number): Point[] {
  const xs = zone.map((p) => p.x);
  const ys = zone.map((p) => p.y);
  const points: Point[] = [];
  for (let y = Math.min(...ys) + stepM / 2; y < Math.max(...ys); y += stepM) {
    for (let x = Math.min(...xs) + stepM / 2; x < Math.max(...xs); x += stepM) {
      if (isInside({ x, y }, zone)) points.push({ x, y });
    }
  }
  return points;
}
