import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MeasurementLine } from './line-crossing.ts';
import { passagesThrough, passingDensity, passingSpeed, stretchBeside } from './passing.ts';

/** Eastwards: the stretch lies to its left, northwards. */
const line: MeasurementLine = [
  { x: 0, y: 0 },
  { x: 4, y: 0 },
];
const walk = (id: number, ys: number[]) => ({
  id,
  frames: ys.map((_, i) => i),
  path: ys.map((y) => ({ x: 2, y })),
});
const through = (...walks: ReturnType<typeof walk>[]) =>
  passagesThrough({ framesPerSecond: 10, trajectories: walks }, line, 2);

test('the stretch reaches to the left of the line', () => {
  assert.deepEqual(
    stretchBeside(line, 2).map(({ x, y }) => [x, y]),
    [
      [0, 0],
      [4, 0],
      [4, 2],
      [0, 2],
    ],
  );
});

test('whoever walks through, either way, is timed from the first frame inside to the first beyond', () => {
  assert.deepEqual(through(walk(1, [-1, 0.5, 1.5, 2.5]), walk(2, [3, 1, -1])), [
    { id: 1, inFrame: 1, outFrame: 3 },
    { id: 2, inFrame: 1, outFrame: 2 },
  ]);
});

test('whoever turns back, begins inside or is lost inside has not passed', () => {
  assert.deepEqual(through(walk(1, [-1, 1, -1]), walk(2, [1, 3]), walk(3, [-1, 1, 1.5])), []);
});

test('passing speed is the depth over the time, passing density the mean over those frames', () => {
  const passage = { id: 1, inFrame: 5, outFrame: 9 };
  assert.equal(passingSpeed(passage, { depthM: 2, framesPerSecond: 10 }), 5);
  const densities = new Map(Array.from({ length: 20 }, (_, frame) => [frame, frame]));
  assert.equal(passingDensity(passage, densities), 6.5);
});
