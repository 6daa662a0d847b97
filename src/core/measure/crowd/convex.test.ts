import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaInConvex, clipToConvex, isConvex } from './convex.ts';

const points = (...xy: [number, number][]) => xy.map(([x, y]) => ({ x, y }));
const unit = points([0, 0], [1, 0], [1, 1], [0, 1]);

test('a square, a square with a point on its side and one drawn the other way round are convex', () => {
  assert.ok(isConvex(unit));
  assert.ok(isConvex(points([0, 0], [0.5, 0], [1, 0], [1, 1], [0, 1])));
  assert.ok(isConvex(unit.toReversed()));
});

test('an L, a bow tie, a star and a line are not', () => {
  assert.ok(!isConvex(points([0, 0], [2, 0], [2, 1], [1, 1], [1, 2], [0, 2])));
  assert.ok(!isConvex(points([0, 0], [1, 1], [1, 0], [0, 1])));
  const star = [0, 2, 4, 1, 3].map((k) => ({ x: Math.cos(k * 1.2566), y: Math.sin(k * 1.2566) }));
  assert.ok(!isConvex(star));
  assert.ok(!isConvex(points([0, 0], [1, 0], [2, 0])));
});

test('what two squares share is the same whichever is clipped, and however they are drawn', () => {
  const other = points([0.25, 0.5], [2, 0.5], [2, 3], [0.25, 3]);
  for (const a of [unit, unit.toReversed()]) {
    for (const b of [other, other.toReversed()]) {
      assert.equal(areaInConvex(a, b), 0.375);
      assert.equal(areaInConvex(b, a), 0.375);
    }
  }
});

test('squares apart share nothing; a U cut off below its bow keeps the area of both legs', () => {
  assert.deepEqual(clipToConvex(unit, points([2, 0], [3, 0], [3, 1], [2, 1])), []);
  const u = points([0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3]);
  assert.equal(areaInConvex(u, points([-1, 2], [4, 2], [4, 5], [-1, 5])), 2);
});
