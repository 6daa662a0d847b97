import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cumulativeCounts } from './cumulative-count.ts';
import { flowsOf } from './flow.ts';
import { firstCrossings, type MeasurementLine } from './line-crossing.ts';

/** Upwards: its right is where x is greater. */
const line: MeasurementLine = [
  { x: 0, y: 0 },
  { x: 0, y: 4 },
];
const walk = (id: number, xs: number[], y = 2) => ({
  id,
  frames: xs.map((_, i) => i),
  path: xs.map((x) => ({ x, y })),
});
const crossingsOf = (...walks: ReturnType<typeof walk>[]) =>
  firstCrossings({ framesPerSecond: 10, trajectories: walks }, line).map((c) => [c.id, c.frame, c.side]);

test('a step that ends on the line does not cross it, the next one does', () => {
  assert.deepEqual(crossingsOf(walk(1, [-1, 0, 1])), [[1, 2, 1]]);
  assert.deepEqual(crossingsOf(walk(1, [-1, 0])), []);
});

test('only the first crossing counts, with the side it leads to', () => {
  assert.deepEqual(crossingsOf(walk(1, [-1, 1, -1, 1])), [[1, 1, 1]]);
  assert.deepEqual(crossingsOf(walk(1, [1, -1, 1])), [[1, 1, -1]]);
});

test('walking past the end of the line is not crossing it, passing through its end is', () => {
  assert.deepEqual(crossingsOf(walk(1, [-1, 1], 4.1), walk(2, [-1, 1], 4)), [[2, 1, 1]]);
});

test('walking along the line crosses it where it is left', () => {
  const along = {
    id: 1,
    frames: [0, 1, 2],
    path: [
      { x: 0, y: 1 },
      { x: 0, y: 2 },
      { x: 1, y: 2 },
    ],
  };
  assert.deepEqual(crossingsOf(along), [[1, 2, 1]]);
});

test('N(t) rises in the frame of each crossing, and the flow is people over the time they took', () => {
  const frames = Array.from({ length: 60 }, (_, f) => f);
  const crossings = [10, 20, 20, 30].map((frame, id) => ({ id, frame, side: 1 as const }));
  const counts = cumulativeCounts(crossings, frames);
  assert.deepEqual(
    [9, 10, 19, 20, 59].map((f) => counts[f]!.people),
    [0, 1, 1, 3, 4],
  );
  // From frame 10 to the one after 30, 4 people in 2.1 s; later nobody crosses, and nothing is told.
  const flows = flowsOf(counts, crossings, new Map(), { framesPerSecond: 10, deltaFrame: 20 });
  const flowPerS = (4 / 21) * 10;
  assert.deepEqual(flows, [{ fromFrame: 10, toFrame: 31, people: 4, flowPerS, meanSpeedMps: null }]);
  assert.deepEqual(
    flowsOf(cumulativeCounts([], frames), [], new Map(), { framesPerSecond: 10, deltaFrame: 20 }),
    [],
  );
});
