import { classicDensity, meanSpeedInside } from '../../core/measure/crowd/classic-density.ts';
import { gridInside, usualGrid } from '../../core/measure/crowd/congestion.ts';
import { speedOf } from '../../core/measure/crowd/individual-velocity.ts';
import { localDensity } from '../../core/measure/crowd/local-density.ts';
import { leastSpaceM2, serviceLevel } from '../../core/measure/crowd/service-level.ts';
import { voronoiDensity } from '../../core/measure/crowd/voronoi-density.ts';
import { voronoiSpeed } from '../../core/measure/crowd/voronoi-speed.ts';
import { type CrowdInput, cellsOf, framesWithPeople, zoneOf } from './crowd-input.ts';
import type { CrowdTable } from './crowd-table.ts';

export function classicDensityTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'classic-density');
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => [
    frame,
    timeS,
    classicDensity(
      walkers.map((w) => w.at),
      zone.outline,
    ),
  ]);
  return {
    columns: ['frame', 'time_s', 'density_per_m2'],
    rows: [...rows],
    parameters: { zone_m2: zone.areaM2 },
  };
}

export function voronoiDensityTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'voronoi-density');
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => [
    frame,
    timeS,
    voronoiDensity(cellsOf(walkers, input), zone),
  ]);
  return {
    columns: ['frame', 'time_s', 'density_per_m2'],
    rows: [...rows],
    parameters: { zone_m2: zone.areaM2, ...cutOffOf(input) },
  };
}

export function speedTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'speed');
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => [
    frame,
    timeS,
    meanSpeedInside(walkers, zone.outline),
  ]);
  return {
    columns: ['frame', 'time_s', 'speed_m_per_s'],
    rows: [...rows],
    parameters: { frame_step: input.frameStep },
  };
}

export function voronoiSpeedTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'voronoi-speed');
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => [
    frame,
    timeS,
    voronoiSpeed(walkers, cellsOf(walkers, input), zone),
  ]);
  return {
    columns: ['frame', 'time_s', 'speed_m_per_s'],
    rows: [...rows],
    parameters: { frame_step: input.frameStep, ...cutOffOf(input) },
  };
}

export function individualSpeedTable(input: CrowdInput): CrowdTable {
  const rows = framesWithPeople(input).flatMap(({ frame, walkers }) =>
    walkers.map(({ id, velocity }) => [
      id,
      frame,
      speedOf(velocity),
      velocity?.x ?? null,
      velocity?.y ?? null,
    ]),
  );
  return {
    columns: ['id', 'frame', 'speed_m_per_s', 'vx_m_per_s', 'vy_m_per_s'],
    rows: [...rows],
    parameters: { frame_step: input.frameStep },
  };
}

export function localDensityTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'local-density');
  const grid = gridInside(zone.outline, usualGrid.stepM);
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => {
    const people = walkers.map((w) => w.at);
    const densities = grid.map((at) => localDensity(at, people, input.radiusM));
    const mean = densities.reduce((sum, d) => sum + d, 0) / densities.length;
    return [
      frame,
      timeS,
      densities.length === 0 ? null : mean,
      densities.reduce((m, d) => Math.max(m, d), 0),
    ];
  });
  return {
    columns: ['frame', 'time_s', 'mean_density_per_m2', 'peak_density_per_m2'],
    rows: [...rows],
    parameters: { radius_m: input.radiusM, grid_step_m: usualGrid.stepM },
  };
}

export function serviceLevelTable(input: CrowdInput): CrowdTable {
  const zone = zoneOf(input, 'level-of-service');
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => {
    const density = classicDensity(
      walkers.map((w) => w.at),
      zone.outline,
    );
    return [frame, timeS, density, serviceLevel(density, input.facility)];
  });
  const bounds = leastSpaceM2[input.facility].map(([level, m2]) => `${level} ${m2}`).join(', ');
  return {
    columns: ['frame', 'time_s', 'density_per_m2', 'level'],
    rows: [...rows],
    parameters: { facility: input.facility, least_m2_per_person: bounds },
  };
}

function cutOffOf({ cutOff }: CrowdInput): Record<string, number | null> {
  return { cut_off_radius_m: cutOff?.radiusM ?? null, cut_off_edges: cutOff?.edges ?? null };
}
