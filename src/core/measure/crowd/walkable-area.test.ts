import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurementArea, sharedAreaM2 } from './shared-area.ts';
import { groundAreaM2, isWalkable, walkablePart } from './walkable-area.ts';

const box = (x: number, y: number, w: number, h: number) => [
  { x, y },
  { x: x + w, y },
  { x: x + w, y: y + h },
  { x, y: y + h },
];
/** Two rooms of 4 m by 4 m with a wall of 1 m between them that reaches up to 3 m. */
const rooms = {
  outline: [
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 4, y: 3 },
    { x: 5, y: 3 },
    { x: 5, y: 0 },
    { x: 9, y: 0 },
    { x: 9, y: 4 },
    { x: 0, y: 4 },
  ],
  obstacles: [],
};

test('a cell that reaches through a wall keeps the side its person is on', () => {
  const cell = box(2, 0, 5, 2);
  const left = walkablePart(cell, { x: 3, y: 1 }, rooms)!;
  const right = walkablePart(cell, { x: 5.5, y: 1 }, rooms)!;
  assert.ok(Math.abs(groundAreaM2(left) - 4) < 1e-6);
  assert.ok(Math.abs(groundAreaM2(right) - 4) < 1e-6);
  assert.ok(left.outline.every((p) => p.x <= 4) && right.outline.every((p) => p.x >= 5));
});

test('a person found inside the wall keeps the nearest part', () => {
  const part = walkablePart(box(2, 0, 5, 2), { x: 4.9, y: 1 }, rooms)!;
  assert.ok(part.outline.every((p) => p.x >= 5));
});

test('a pillar is cut out of the cell, and out of what the cell shares with a zone', () => {
  const hall = { outline: box(0, 0, 10, 10), obstacles: [box(4, 4, 2, 2)] };
  const part = walkablePart(box(3, 3, 5, 5), { x: 3.5, y: 3.5 }, hall)!;
  assert.ok(Math.abs(groundAreaM2(part) - 21) < 1e-6);
  assert.ok(Math.abs(sharedAreaM2(part, measurementArea(box(3, 3, 2, 5))) - 8) < 1e-6);
  const lShaped = [
    { x: 3, y: 3 },
    { x: 8, y: 3 },
    { x: 8, y: 5 },
    { x: 5, y: 5 },
    { x: 5, y: 8 },
    { x: 3, y: 8 },
  ];
  assert.ok(Math.abs(sharedAreaM2(part, measurementArea(lShaped)) - (16 - 3)) < 1e-5);
  assert.ok(isWalkable({ x: 4, y: 4 }, hall) && !isWalkable({ x: 5, y: 5 }, hall));
});

test('a cell off the walkable ground has no part, one in the middle of it is left as it is', () => {
  const hall = { outline: box(0, 0, 10, 10), obstacles: [] };
  assert.equal(walkablePart(box(20, 20, 1, 1), { x: 20, y: 20 }, hall), null);
  const cell = box(3, 3, 1, 1);
  assert.equal(walkablePart(cell, { x: 3, y: 3 }, hall)!.outline, cell);
});
