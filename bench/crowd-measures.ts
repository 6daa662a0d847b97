/**
 * Milliseconds a frame that each crowd measure takes on a crowd pressing into a bottleneck (Jülich, mean 134 people, up
 * to 224), beside the limit of 5 ms. Usage: node bench/crowd-measures.ts [TRAJECTORIES]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseRecording } from '../src/cli/trajectories/read-recording.ts';
import { polygonFrom } from '../src/cli/trajectories/wkt.ts';
import { isInside } from '../src/core/geometry.ts';
import { classicDensity, meanSpeedInside } from '../src/core/measure/crowd/classic-density.ts';
import { congestionLevel } from '../src/core/measure/crowd/congestion.ts';
import { crowdPressure, localPressure } from '../src/core/measure/crowd/crowd-pressure.ts';
import { walkersByFrame } from '../src/core/measure/crowd/individual-velocity.ts';
import { lineFlowBySide, sidesAt } from '../src/core/measure/crowd/line-flow-by-side.ts';
import { measurementArea } from '../src/core/measure/crowd/shared-area.ts';
import type { Walker } from '../src/core/measure/crowd/trajectory.ts';
import { usualCutOff, voronoiCells } from '../src/core/measure/crowd/voronoi-cells.ts';
import { voronoiDensity } from '../src/core/measure/crowd/voronoi-density.ts';
import { voronoiSpeed } from '../src/core/measure/crowd/voronoi-speed.ts';
import { record } from './results.ts';

const limitMs = 5;
const data = process.env.LAMPLIGHTER_TEST_DATA ?? path.resolve(import.meta.dirname, '../../shared/data');
const file = process.argv[2] ?? path.join(data, 'trajectories/juelich-bottleneck/traj.txt');
const walkable = polygonFrom(
  'POLYGON ((4 6.25, 4 0.53, 2.4 0.53, 2.4 -0.53, 4 -0.53, 4 -8.5, -2.25 -8.5, -2.25 -0.53, -0.6 -0.53, -0.6 0.53, -2.25 0.53, -2.25 6.25))',
  'walkable',
);
const zone = measurementArea(
  polygonFrom('POLYGON ((2.4 0.53, 2.4 -0.53, -0.6 -0.53, -0.6 0.53))', 'zone').outline,
);
const line = [
  { x: -2.25, y: 0.5 },
  { x: 4, y: 0.5 },
] as const;

const { recording } = parseRecording(readFileSync(file, 'utf8'), file, { framesPerSecond: null, unit: null });
const frames = [...walkersByFrame(recording, 5).values()].filter((walkers) => walkers.length > 0);
const places = (walkers: readonly Walker[]) => walkers.map((w) => w.at);
const cellsOf = (walkers: readonly Walker[]) => voronoiCells(places(walkers), walkable);

const workloads: Readonly<Record<string, (walkers: readonly Walker[]) => unknown>> = {
  classic: (w) => [classicDensity(places(w), zone.outline), meanSpeedInside(w, zone.outline)],
  voronoi: (w) => {
    const cells = cellsOf(w);
    return [voronoiDensity(cells, zone), voronoiSpeed(w, cells, zone)];
  },
  voronoiCutOff: (w) => {
    const cells = voronoiCells(places(w), walkable, usualCutOff);
    return [voronoiDensity(cells, zone), voronoiSpeed(w, cells, zone)];
  },
  lineFlow: (w) => {
    const cells = cellsOf(w);
    return lineFlowBySide(w, cells, line, sidesAt(new Map(), w, cells, line));
  },
  pressure: (w) => {
    const inside = w.filter((x) => isInside(x.at, zone.outline) && x.velocity !== null);
    return [
      crowdPressure(
        inside.length / zone.areaM2,
        inside.map((x) => x.velocity!),
      ),
      localPressure({ x: 0.9, y: 0 }, w, 1),
    ];
  },
  congestion: (w) => congestionLevel(w, zone.outline),
};

const medianMs: Record<string, number> = {};
const p95Ms: Record<string, number> = {};
for (const [name, measure] of Object.entries(workloads)) {
  const took = frames
    .map((walkers) => {
      const startedAt = performance.now();
      measure(walkers);
      return performance.now() - startedAt;
    })
    .sort((a, b) => a - b);
  medianMs[name] = Math.round(took[took.length >> 1]! * 1_000) / 1_000;
  p95Ms[name] = Math.round(took[Math.floor(took.length * 0.95)]! * 1_000) / 1_000;
}
const people = frames.map((w) => w.length);
record('crowd measures, ms a frame', {
  film: path.basename(path.dirname(file)),
  frames: frames.length,
  meanPeople: Math.round(people.reduce((sum, n) => sum + n, 0) / people.length),
  mostPeople: Math.max(...people),
  medianMs,
  p95Ms,
  limitMs,
  ratio: Math.max(...Object.values(medianMs)) / limitMs,
});
