import { isInside, type Point } from '../../core/geometry.ts';
import { classicDensity } from '../../core/measure/crowd/classic-density.ts';
import { congestionLevel, crowdDanger, gridInside, usualGrid } from '../../core/measure/crowd/congestion.ts';
import { crowdPressure, localPressure, velocityVariance } from '../../core/measure/crowd/crowd-pressure.ts';
import { type CrowdInput, framesWithPeople, zoneOf } from './crowd-input.ts';
import type { CrowdTable } from './crowd-table.ts';

/** Pressure of the zone over a window that ends with the frame, and the greatest local one in the frame itself. */
export function pressureTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'pressure');
  const grid = gridInside(zone.outline, usualGrid.stepM);
  let window: { timeS: number; density: number; velocities: Point[] }[] = [];
  const rows: (number | null)[][] = [];
  for (const { frame, timeS, walkers } of framesWithPeople(input)) {
    const inside = walkers.filter((w) => isInside(w.at, zone.outline));
    const velocities = inside.map((w) => w.velocity).filter((v) => v !== null);
    // A thousandth of a second for the rounding of frame times.
    window = window.filter((w) => w.timeS > timeS - input.windowS + 0.001);
    window.push({ timeS, density: inside.length / zone.areaM2, velocities });
    const density = window.reduce((sum, w) => sum + w.density, 0) / window.length;
    const all = window.flatMap((w) => w.velocities);
    const peak = grid
      .map((at) => localPressure(at, walkers, input.radiusM) ?? 0)
      .reduce((most, p) => Math.max(most, p), 0);
    rows.push([frame, timeS, crowdPressure(density, all), density, velocityVariance(all), peak]);
  }
  return {
    columns: [
      'frame',
      'time_s',
      'pressure_per_s2',
      'density_per_m2',
      'velocity_variance_m2_per_s2',
      'peak_local_pressure_per_s2',
    ],
    rows,
    parameters: {
      window_s: input.windowS,
      radius_m: input.radiusM,
      grid_step_m: usualGrid.stepM,
      frame_step: input.frameStep,
    },
  };
}

export function congestionTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'congestion');
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => {
    const density = classicDensity(
      walkers.map((w) => w.at),
      zone.outline,
    );
    const level = congestionLevel(walkers, zone.outline, { ...usualGrid, radiusM: input.radiusM });
    return [frame, timeS, level, density, level === null ? null : crowdDanger(level, density)];
  });
  return {
    columns: ['frame', 'time_s', 'congestion_level_per_m', 'density_per_m2', 'crowd_danger_per_m3'],
    rows: [...rows],
    parameters: { grid_step_m: usualGrid.stepM, radius_m: input.radiusM, frame_step: input.frameStep },
  };
}
