import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsBeyond, contour, type Field } from './contours.ts';

/** Grows downwards: 0.1, 0.2, 0.3 ... in each row. */
const slope: Field = {
  columns: 4,
  rows: 5,
  metresPerPx: Array.from({ length: 20 }, (_, i) => (Math.floor(i / 4) + 1) / 10),
};

test('a contour of a slope is one straight line at its height', () => {
  const lines = contour(slope, 0.25);
  assert.equal(lines.length, 3);
  for (const [a, b] of lines) {
    assert.ok(Math.abs(a.y - 0.4) < 1e-9 && Math.abs(b.y - 0.4) < 1e-9);
  }
});

test('nothing is drawn where there is no ground, or where the level is never reached', () => {
  assert.deepEqual(contour({ ...slope, metresPerPx: slope.metresPerPx.map(() => null) }, 0.25), []);
  assert.deepEqual(contour(slope, 9), []);
});

test('cells beyond the limit are whole runs of a row; the sky is beyond every limit', () => {
  const field: Field = { columns: 3, rows: 2, metresPerPx: [null, null, 0.1, 0.4, 0.1, 0.4] };
  assert.deepEqual(cellsBeyond(field, 0.3), [
    { x: 0, y: 0, w: 2 / 3, h: 0.5 },
    { x: 0, y: 0.5, w: 1 / 3, h: 0.5 },
    { x: 2 / 3, y: 0.5, w: 1 / 3, h: 0.5 },
  ]);
});
