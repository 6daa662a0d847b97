import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Point } from '../geometry.ts';
import { metresFrom, placeAt } from '../local-metres.ts';
import { checkCorners, type PlanPoint, placePlan } from './floor-plan.ts';

const station = { latitude: 59.93, longitude: 30.36 };
/** A drawing of 120 m by 80 m, turned anticlockwise about its top left corner, which is the station's place. */
const on = (image: Point, turnDeg = 30): PlanPoint => {
  const [x, y, turn] = [120 * image.x, -80 * image.y, (turnDeg * Math.PI) / 180];
  const ground = { x: x * Math.cos(turn) - y * Math.sin(turn), y: x * Math.sin(turn) + y * Math.cos(turn) };
  return { image, position: placeAt(station, ground) };
};
const four = [
  { x: 0.1, y: 0.1 },
  { x: 0.9, y: 0.2 },
  { x: 0.8, y: 0.9 },
  { x: 0.1, y: 0.8 },
];
const reasonOf = (points: readonly PlanPoint[]) => {
  const placed = placePlan(points);
  return placed.ok ? null : [placed.reason, placed.point];
};

test('the corners of the drawing lie where four of its points say, however it is turned', () => {
  fc.assert(
    fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (turn) => {
      const placed = placePlan(four.map((image) => on(image, turn)));
      assert.ok(placed.ok);
      for (const [i, image] of [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 1, y: 1 },
        { x: 0, y: 1 },
      ].entries()) {
        const off = metresFrom(on(image, turn).position, placed.corners[i]!);
        assert.ok(Math.hypot(off.x, off.y) < 0.01, `${Math.hypot(off.x, off.y)} m`);
      }
      assert.equal(placed.residualM, null);
    }),
    { numRuns: 50 },
  );
});

test('a fifth point says how far the drawing is off, and a wrong one of six is named', () => {
  const five = [...four, { x: 0.5, y: 0.5 }].map((image) => on(image));
  const placed = placePlan(five);
  assert.ok(placed.ok && placed.residualM !== null && placed.residualM < 0.01);
  const moved = [...five, on({ x: 0.4, y: 0.3 })].map((point, i) =>
    i === 2 ? { ...point, position: placeAt(point.position, { x: 15, y: 0 }) } : point,
  );
  assert.deepEqual(reasonOf(moved), ['residual', 2]);
});

test('too few points, points on a line, a drawing seen from below and one of the wrong size are refused', () => {
  const points = four.map((image) => on(image));
  assert.deepEqual(reasonOf(points.slice(0, 3)), ['too-few', null]);
  const line = [0.1, 0.3, 0.6, 0.9].map((x) => on({ x, y: 0.5 }));
  assert.deepEqual(reasonOf(line), ['on-a-line', null]);
  const below = points.map(({ image, position }) => ({ image: { x: 1 - image.x, y: image.y }, position }));
  assert.deepEqual(reasonOf(below), ['mirrored', null]);
  const far = points.map(({ image, position }) => {
    const { x, y } = metresFrom(station, position);
    return { image, position: placeAt(station, { x: 100 * x, y: 100 * y }) };
  });
  assert.deepEqual(reasonOf(far), ['too-large', null]);
});

test('four corners can hold a drawing when they go round it clockwise, each at its own place', () => {
  const at = (x: number, y: number) => placeAt({ latitude: 59.93, longitude: 30.36 }, { x, y });
  const box = [at(0, 0), at(40, 3), at(42, -30), at(1, -28)];
  assert.equal(checkCorners(box), null);
  assert.equal(checkCorners([...box.slice(1), box[0]!]), null, 'turned by a quarter');
  assert.equal(checkCorners(box.toReversed()), 'mirrored');
  assert.equal(checkCorners([box[0]!, box[2]!, box[1]!, box[3]!]), 'shape', 'its sides cross');
  assert.equal(checkCorners([at(0, 0), at(40, 0), at(5, -4), at(0, -30)]), 'shape', 'one lies within');
  assert.equal(checkCorners([at(0, 0), at(0, 0), at(40, -30), at(0, -30)]), 'size');
  assert.equal(checkCorners([at(0, 0), at(9_000, 0), at(9_000, -30), at(0, -30)]), 'size');
});
