/** Measures whose answer can be worked out by hand, or that two directions of walking must give; no public vectors exist for them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseRecording } from '../../src/cli/trajectories/read-recording.ts';
import type { Point } from '../../src/core/geometry.ts';
import { classicDensity } from '../../src/core/measure/crowd/classic-density.ts';
import { congestionLevel, crowdDanger, usualGrid } from '../../src/core/measure/crowd/congestion.ts';
import { counterFlowIndex } from '../../src/core/measure/crowd/counter-flow-index.ts';
import { crowdPressure, localPressure } from '../../src/core/measure/crowd/crowd-pressure.ts';
import { firstCrossings, type MeasurementLine } from '../../src/core/measure/crowd/line-crossing.ts';
import { lineFlowBySide, sidesAt } from '../../src/core/measure/crowd/line-flow-by-side.ts';
import { localDensity } from '../../src/core/measure/crowd/local-density.ts';
import { serviceLevel } from '../../src/core/measure/crowd/service-level.ts';
import { measurementArea } from '../../src/core/measure/crowd/shared-area.ts';
import type { Walker } from '../../src/core/measure/crowd/trajectory.ts';
import { usualCutOff, voronoiCells } from '../../src/core/measure/crowd/voronoi-cells.ts';
import { voronoiDensity } from '../../src/core/measure/crowd/voronoi-density.ts';
import { voronoiSpeed } from '../../src/core/measure/crowd/voronoi-speed.ts';
import { weidmannSpecificFlow, weidmannSpeed } from '../../src/core/measure/crowd/weidmann.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const square = (size: number): Point[] => [
  { x: 0, y: 0 },
  { x: size, y: 0 },
  { x: size, y: size },
  { x: 0, y: size },
];
const hall = { outline: square(20), obstacles: [] };
const middle = square(10).map(({ x, y }) => ({ x: x + 5, y: y + 5 }));

/** One person in the middle of every square metre of a hall of 20 m by 20 m, every other one walking the other way. */
const grid: Walker[] = Array.from({ length: 400 }, (_, id) => {
  const [x, y] = [id % 20, Math.floor(id / 20)];
  return {
    id,
    at: { x: x + 0.5, y: y + 0.5 },
    velocity: { x: (x + y) % 2 === 0 ? 0.2 : -0.2, y: 0 },
  };
});

test('one person per square metre swaying by 0.2 m/s each way is a pressure of 0.04 /s²', () => {
  const velocities = grid.map((w) => w.velocity!);
  assert.ok(Math.abs(crowdPressure(1, velocities)! - 0.04) < 1e-12);
  assert.ok(Math.abs(localPressure({ x: 10, y: 10 }, grid, 1)! - 0.04) < 1e-4);
});

test('one person per square metre is a density of 1 by every definition', () => {
  const people = grid.map((w) => w.at);
  assert.equal(classicDensity(people, middle), 1);
  const cells = voronoiCells(people, hall);
  assert.ok(Math.abs(voronoiDensity(cells, measurementArea(middle)) - 1) < 1e-9);
  assert.ok(Math.abs(voronoiSpeed(grid, cells, measurementArea(middle)) - 0.2) < 1e-9);
  assert.ok(Math.abs(localDensity({ x: 10, y: 10 }, people, 1) - 1) < 3e-4);
});

test('people who all walk alike are no pressure and no congestion', () => {
  const alike = grid.map((w) => ({ ...w, velocity: { x: 1.2, y: 0.4 } }));
  assert.ok(
    crowdPressure(
      1,
      alike.map((w) => w.velocity),
    )! < 1e-12,
  );
  assert.ok(congestionLevel(alike, middle)! < 1e-9);
});

test('two streams that pass each other are congested, a crowd that turns as one is not', () => {
  const streams = grid.map((w) => ({ ...w, velocity: { x: w.at.y < 10 ? 1 : -1, y: 0 } }));
  // Turning as one, the curl is the same everywhere: twice the rate of turning.
  const turning = grid.map((w) => ({ ...w, velocity: { x: 10 - w.at.y, y: w.at.x - 10 } }));
  const level = congestionLevel(streams, middle)!;
  assert.ok(level > 0.8, String(level));
  assert.ok(congestionLevel(turning, middle)! < 0.01 * level);
  assert.equal(crowdDanger(level, 4), 4 * level);
});

test('walking speed falls with density as Weidmann found', () => {
  assert.equal(weidmannSpeed(0), 1.34);
  assert.equal(weidmannSpeed(5.4), 0);
  assert.equal(weidmannSpeed(7), 0);
  // 1.34 (1 - exp(-1.913 (1 - 1/5.4))) by hand.
  assert.ok(Math.abs(weidmannSpeed(1) - 1.058) < 5e-4, String(weidmannSpeed(1)));
  const flows = Array.from({ length: 541 }, (_, i) => ({
    density: i / 100,
    flow: weidmannSpecificFlow(i / 100),
  }));
  const best = flows.reduce((most, next) => (next.flow > most.flow ? next : most));
  assert.ok(
    Math.abs(best.flow - 1.225) < 0.005 && Math.abs(best.density - 1.75) < 0.05,
    JSON.stringify(best),
  );
});

test('levels of service change where Fruin and the manuals put them', () => {
  const bounds = {
    walkway: [3.24, 2.32, 1.39, 0.93, 0.46],
    queue: [1.21, 0.9, 0.7, 0.3, 0.2],
    stairs: [1.85, 1.39, 0.93, 0.65, 0.37],
  } as const;
  for (const facility of ['walkway', 'queue', 'stairs'] as const) {
    assert.equal(serviceLevel(0, facility), 'A');
    for (const [i, m2] of bounds[facility].entries()) {
      assert.equal(serviceLevel(1 / m2, facility), 'ABCDE'[i], `${facility} ${m2}`);
      assert.equal(serviceLevel(1 / m2 + 0.01, facility), 'BCDEF'[i], `${facility} below ${m2}`);
    }
  }
});

test('a grid that walks over a line streams at density times speed, split by where people come from', () => {
  // Along the edges of cells, which each side then has a half of, and through their middle.
  const streamAt = (at: number) => {
    const line: MeasurementLine = [
      { x: at, y: 5 },
      { x: at, y: 15 },
    ];
    return lineFlowBySide(walkers, cells, line, sidesAt(new Map(), walkers, cells, line));
  };
  const walkers = grid.map((w) => ({ ...w, velocity: { x: w.at.y < 10 ? 1.2 : -0.8, y: 0.3 } }));
  const cells = voronoiCells(
    walkers.map((w) => w.at),
    hall,
  );
  for (const at of [10, 10.3]) {
    // Half the line each; upwards, the right is where x grows.
    const flow = streamAt(at);
    assert.ok(Math.abs(flow.rightwards - 0.6) < 1e-9, String(flow.rightwards));
    assert.ok(Math.abs(flow.leftwards - 0.4) < 1e-9, String(flow.leftwards));
    assert.equal(flow.both, flow.rightwards + flow.leftwards);
  }
});

const corridor = 'trajectories/juelich/bi_corr_400_b_03.txt';
const oneWay = 'trajectories/juelich/traj_UNI_CORR_500_01.txt';

test(
  'the corridor walked both ways is all counter-flow, the one walked one way none',
  needsData(corridor, oneWay),
  () => {
    const said = { framesPerSecond: null, unit: null };
    const indexOf = (name: string, line: MeasurementLine) => {
      const { recording } = parseRecording(readFileSync(dataPath(name), 'utf8'), name, said);
      const crossings = firstCrossings(recording, line);
      const right = crossings.filter((c) => c.side === 1).length;
      console.log(
        `${name}: ${right} one way, ${crossings.length - right} the other, ${recording.trajectories.length} people`,
      );
      return counterFlowIndex(right, crossings.length - right)!;
    };
    const across: MeasurementLine = [
      { x: 0, y: -10 },
      { x: 0, y: 10 },
    ];
    const both = indexOf(corridor, across);
    assert.ok(both > 0.4 && both <= 0.5, String(both));
    assert.equal(indexOf(oneWay, across), 0);
  },
);

const inHall = fc.record({
  x: fc.double({ min: 0.01, max: 19.99, noNaN: true }),
  y: fc.double({ min: 0.01, max: 19.99, noNaN: true }),
});
const crowd = fc.array(inHall, { minLength: 1, maxLength: 60 });

test('whoever stands in the hall, cells tile it: the Voronoi density of all of it is people over area', () => {
  fc.assert(
    fc.property(crowd, (people) => {
      const cells = voronoiCells(people, hall);
      const total = cells.reduce((sum, c) => sum + c!.areaM2 / c!.sharedBy, 0);
      assert.ok(Math.abs(total - 400) < 1e-3, `cells cover ${total} m² of 400`);
      const density = voronoiDensity(cells, measurementArea(hall.outline));
      assert.ok(Math.abs(density - people.length / 400) < 1e-6, `${density} for ${people.length}`);
    }),
    { numRuns: 100 },
  );
});

test('twice the people on the same spots are twice the density, by both definitions', () => {
  fc.assert(
    fc.property(crowd, (people) => {
      const twice = people.flatMap((p) => [p, p]);
      const voronoi = (of: Point[]) =>
        voronoiDensity(voronoiCells(of, hall, usualCutOff), measurementArea(middle));
      assert.ok(Math.abs(2 * voronoi(people) - voronoi(twice)) < 1e-9);
      assert.ok(Math.abs(2 * classicDensity(people, middle) - classicDensity(twice, middle)) < 1e-9);
    }),
    { numRuns: 100 },
  );
});

test('a crowd turned and carried elsewhere measures the same', () => {
  const lShape = [
    square(20)[0]!,
    square(20)[1]!,
    { x: 20, y: 8 },
    { x: 8, y: 8 },
    { x: 8, y: 20 },
    square(20)[3]!,
  ];
  const pillar = square(1).map(({ x, y }) => ({ x: x + 3, y: y + 3 }));
  const inside = fc.record({
    x: fc.double({ min: 0.01, max: 7.9, noNaN: true }),
    y: fc.double({ min: 4.1, max: 19.9, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(inside, { minLength: 1, maxLength: 30 }),
      fc.double({ min: -3.1, max: 3.1, noNaN: true }),
      fc.integer({ min: -10_000, max: 10_000 }),
      (people, angle, far) => {
        const turn = ({ x, y }: Point) => ({
          x: Math.cos(angle) * x - Math.sin(angle) * y + far,
          y: Math.sin(angle) * x + Math.cos(angle) * y - far,
        });
        const measure = (move: (p: Point) => Point) => {
          const walkers = people.map((at, id) => ({ id, at: move(at), velocity: { x: id % 3, y: 1 } }));
          const area = { outline: lShape.map(move), obstacles: [pillar.map(move)] };
          const zone = measurementArea(square(7).map(({ x, y }) => move({ x: x + 1, y: y + 2 })));
          const cells = voronoiCells(
            walkers.map((w) => w.at),
            area,
          );
          return [
            voronoiDensity(cells, zone),
            voronoiSpeed(walkers, cells, zone),
            localPressure(move({ x: 4, y: 6 }), walkers, usualGrid.radiusM) ?? 0,
          ];
        };
        const [before, after] = [measure((p) => p), measure(turn)];
        for (const [i, value] of before.entries())
          assert.ok(Math.abs(value - after[i]!) < 1e-4, `${i}: ${value} ${after[i]}`);
      },
    ),
    { numRuns: 100 },
  );
});
