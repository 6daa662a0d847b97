/** The Jülich experiments as PedPy's reference tests measure them. */
import { readFileSync } from 'node:fs';
import { parseRecording } from '../../src/cli/trajectories/read-recording.ts';
import { polygonFrom } from '../../src/cli/trajectories/wkt.ts';
import { walkersByFrame } from '../../src/core/measure/crowd/individual-velocity.ts';
import type { MeasurementLine } from '../../src/core/measure/crowd/line-crossing.ts';
import { measurementArea } from '../../src/core/measure/crowd/shared-area.ts';
import { dataPath } from './test-data.ts';

/** Frame step of the reference tables. */
export const frameStep = 5;

export const bottleneck = {
  folder: 'trajectories/juelich-bottleneck',
  walkable: polygonFrom(
    'POLYGON ((4 6.25, 4 0.53, 2.4 0.53, 2.4 -0.53, 4 -0.53, 4 -8.5, -2.25 -8.5, -2.25 -0.53, -0.6 -0.53, -0.6 0.53, -2.25 0.53, -2.25 6.25, 4 6.25))',
    'walkable',
  ),
  zone: measurementArea(
    polygonFrom('POLYGON ((2.4 0.53, 2.4 -0.53, -0.6 -0.53, -0.6 0.53, 2.4 0.53))', 'zone').outline,
  ),
  line: [
    { x: -2.25, y: 0.5 },
    { x: 4, y: 0.5 },
  ] as MeasurementLine,
  stretchLine: [
    { x: -0.6, y: -0.53 },
    { x: 2.4, y: -0.53 },
  ] as MeasurementLine,
  depthM: 1.06,
  deltaFrame: 150,
  counts: 'Flow_NT_id_4.dat',
  flows: 'FDFlowVelocity_traj_AO_300.txt_id_4.dat',
  passing: 'FDTinTout_traj_AO_300.txt_id_1.dat',
};

export const corner: typeof bottleneck = {
  folder: 'trajectories/juelich-corner',
  walkable: polygonFrom('POLYGON ((0 0, 0 5, -3 5, -3 -3, 5 -3, 5 0, 0 0))', 'walkable'),
  zone: measurementArea(polygonFrom('POLYGON ((0 0, -3 0, -3 2, 0 2, 0 0))', 'zone').outline),
  line: [
    { x: -3, y: 0 },
    { x: 0, y: 0 },
  ],
  stretchLine: [
    { x: -3, y: 0 },
    { x: 0, y: 0 },
  ],
  depthM: 2,
  deltaFrame: 100,
  counts: 'Flow_NT_id_2.dat',
  flows: 'FDFlowVelocity_traj.txt_id_2.dat',
  passing: 'FDTinTout_traj.txt_id_1.dat',
};

export const classicTable = 'rho_v_Classic_traj.txt_id_1.dat';
export const voronoiTable = 'rho_v_Voronoi_Voronoi_traj.txt_id_1';

export function recordingOf({ folder }: { readonly folder: string }) {
  const name = `${folder}/traj.txt`;
  const said = { framesPerSecond: null, unit: null };
  const { recording } = parseRecording(readFileSync(dataPath(name), 'utf8'), name, said);
  return { recording, frames: walkersByFrame(recording, frameStep) };
}

/** Numbers of a table, line by line. */
export function tableOf(name: string): number[][] {
  return readFileSync(dataPath(name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/).map(Number));
}

/** Says how far apart two tables are, and returns the greatest difference. */
export function greatest(what: string, differences: readonly number[]): number {
  const sorted = differences.map(Math.abs).sort((a, b) => a - b);
  const [median, max] = [sorted[sorted.length >> 1]!, sorted.at(-1)!];
  console.log(`${what}: ${sorted.length} rows, median ${median.toFixed(6)}, max ${max.toFixed(6)}`);
  return max;
}
