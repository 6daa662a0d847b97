/**
 * Density error with and without the second estimator: ETH and UCY trajectories before a synthetic camera, thinned by how
 * much of each body is hidden and jittered by 0.25 m, and multiplied by laying copies of the crowd over each other.
 * Usage: node bench/dense-crowds.ts [--seed N]
 */
import { parseArgs } from 'node:util';
import type { Pose } from '../test/support/crowd-camera.ts';
import { crowdLevels, obsmatFrames, printLevels } from '../test/support/crowd-table.ts';
import { dataPath } from '../test/support/test-data.ts';
import { record } from './results.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
const seed = Number(values.seed);
const poses: readonly Pose[] = [
  { heightM: 6, depressionDeg: 30 },
  { heightM: 10, depressionDeg: 45 },
  { heightM: 12, depressionDeg: 60 },
];
const crowds = [
  {
    name: 'ucy-students03',
    middle: { x: 0.7, y: 2.1 },
    times: [1, 2, 4, 8, 12, 16],
  },
  { name: 'eth-seq_eth', middle: { x: 5.4, y: 5.4 }, times: [1, 4, 8, 16, 32, 64] },
] as const;

console.log(`seed ${seed}; seconds of each kind; "too low": more below the truth than the band said, unsaid`);
const tables = crowds.flatMap(({ name, middle, times }) => {
  const frames = obsmatFrames(dataPath(`trajectories/${name}/obsmat.txt`), middle);
  return poses.map((pose) => {
    const levels = crowdLevels({ frames, pose, times, thinFrames: 1_000, levelFrames: 75, seed });
    printLevels(`${name}, ${pose.heightM} m up, ${pose.depressionDeg} degrees down`, levels);
    return { name, ...pose, levels };
  });
});

const row = (level: (typeof tables)[number]['levels']['with'][number]) => [
  level.times,
  ...[level.truePerM2, level.maePerM2, level.biasPerM2].map((v) => Math.round(v * 100) / 100),
  level.boxes,
  level.byArea,
  level.beyond,
  level.silentlyLow,
];
const sum = (which: 'with' | 'without', of: 'silentlyLow' | 'maePerM2') =>
  tables.flatMap((t) => t.levels[which]).reduce((total, level) => total + level[of], 0);
record('dense-crowds', {
  seed,
  isSynthetic: true,
  columns: 'times, true /m2, MAE /m2, bias /m2, seconds by boxes, by area, beyond range, silently too low',
  crowds: tables.map(({ name, heightM, depressionDeg, levels }) => ({
    name,
    heightM,
    depressionDeg,
    without: levels.without.map(row),
    with: levels.with.map(row),
  })),
  silentlyLowSeconds: { without: sum('without', 'silentlyLow'), with: sum('with', 'silentlyLow') },
  ratioOfMae: Math.round((sum('with', 'maePerM2') / sum('without', 'maePerM2')) * 1_000) / 1_000,
});
