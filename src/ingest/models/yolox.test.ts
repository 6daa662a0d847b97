import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeYolox, yoloxCellCount } from './yolox.ts';

const input = { widthPx: 64, heightPx: 32 };
const rowLength = 5 + 2;

function output(rows: Record<number, number[]>): Float32Array {
  const values = new Float32Array(yoloxCellCount(input) * rowLength);
  for (const [cell, row] of Object.entries(rows)) values.set(row, Number(cell) * rowLength);
  return values;
}

test('a 416 px input has the 3,549 cells of the published network', () => {
  assert.equal(yoloxCellCount({ widthPx: 416, heightPx: 416 }), 3_549);
});

test('a cell of the second row and grid gives its box in input pixels; the score is objectness times class', () => {
  // Stride 8 has 8 x 4 cells; cell 9 is row 1, column 1. Stride 16 begins at 32; cell 33 is column 1.
  const values = output({ 9: [0.5, 0.5, 0, Math.log(2), 0.8, 0.1, 0.5], 33: [0, 0, 0, 0, 0.9, 0.9, 0] });
  const found = decodeYolox(values, input, ['person', 'vehicle'], 0.3);
  assert.deepEqual(
    found.map(({ category, score }) => [category, Math.round(score * 100)]),
    [
      ['vehicle', 40],
      ['person', 81],
    ],
  );
  const corners = found.map(({ box }) => [box.x, box.y, box.w, box.h].map(Math.round));
  assert.deepEqual(corners, [
    [8, 4, 8, 16],
    [8, -8, 16, 16],
  ]);
});

test('classes of no concern and weak cells are left out', () => {
  const values = output({ 0: [0, 0, 0, 0, 0.9, 0.9, 0.1], 1: [0, 0, 0, 0, 0.5, 0, 0.5] });
  assert.equal(decodeYolox(values, input, [null, 'vehicle'], 0.3).length, 0);
});
