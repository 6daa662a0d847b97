import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MeasurementLine } from './line-crossing.ts';
import { lengthInside, lineFlowBySide, sidesAt } from './line-flow-by-side.ts';
import { voronoiCells } from './voronoi-cells.ts';

const box = (x: number, y: number, w: number, h: number) => [
  { x, y },
  { x: x + w, y },
  { x: x + w, y: y + h },
  { x, y: y + h },
];
const hall = { outline: box(0, 0, 4, 4), obstacles: [] };
const across: MeasurementLine = [
  { x: 2, y: -1 },
  { x: 2, y: 9 },
];

test('of a line, what lies in the ground counts, less what lies in its holes', () => {
  assert.ok(Math.abs(lengthInside(across, { outline: box(0, 0, 4, 4), holes: [] }) - 4) < 1e-12);
  assert.ok(
    Math.abs(lengthInside(across, { outline: box(0, 0, 4, 4), holes: [box(1, 1, 2, 1)] }) - 3) < 1e-12,
  );
  assert.equal(lengthInside(across, { outline: box(3, 0, 4, 4), holes: [] }), 0);
});

test('a line within the ground counts whole, one on its edge by half', () => {
  const short: MeasurementLine = [
    { x: 2, y: 1 },
    { x: 2, y: 3 },
  ];
  assert.equal(lengthInside(short, { outline: box(0, 0, 4, 4), holes: [] }), 2);
  assert.equal(lengthInside(short, { outline: box(2, 0, 4, 4), holes: [] }), 1);
});

test('whoever turns back still belongs to the side they came from, and then counts against it', () => {
  const cells = voronoiCells([{ x: 1, y: 2 }], hall);
  const walker = (x: number) => [{ id: 1, at: { x: 1, y: 2 }, velocity: { x, y: 0 } }];
  const line: MeasurementLine = [
    { x: 2, y: 0 },
    { x: 2, y: 4 },
  ];
  const sides = sidesAt(new Map(), walker(1), cells, line);
  assert.deepEqual([...sides], [[1, 1]]);
  const later = sidesAt(sides, walker(-1), cells, line);
  assert.deepEqual([...later], [[1, 1]]);
  // Alone on 16 m², over the whole line.
  assert.deepEqual(lineFlowBySide(walker(1), cells, line, later), {
    rightwards: 1 / 16,
    leftwards: 0,
    both: 1 / 16,
  });
  assert.deepEqual(lineFlowBySide(walker(-1), cells, line, later), {
    rightwards: -1 / 16,
    leftwards: 0,
    both: -1 / 16,
  });
});
