import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurementArea } from './shared-area.ts';
import { usualCutOff, voronoiCells } from './voronoi-cells.ts';
import { voronoiDensity } from './voronoi-density.ts';
import { voronoiSpeed } from './voronoi-speed.ts';

const hall = {
  outline: [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 4 },
    { x: 0, y: 4 },
  ],
  obstacles: [],
};
const areas = (people: { x: number; y: number }[], cutOff = null as typeof usualCutOff | null) =>
  voronoiCells(people, hall, cutOff).map((c) => (c === null ? null : Math.round(c.areaM2 * 1e6) / 1e6));

test('one person has all the ground, two share it, three in a row likewise', () => {
  assert.deepEqual(areas([{ x: 1, y: 1 }]), [40]);
  assert.deepEqual(
    areas([
      { x: 2, y: 1 },
      { x: 4, y: 1 },
    ]),
    [12, 28],
  );
  assert.deepEqual(
    areas([
      { x: 1, y: 2 },
      { x: 5, y: 2 },
      { x: 9, y: 2 },
    ]),
    [12, 16, 12],
  );
  assert.deepEqual(areas([]), []);
});

test('the cut-off circle of 12 edges leaves 3 r² of a free cell', () => {
  assert.deepEqual(areas([{ x: 5, y: 2 }], usualCutOff), [1.92]);
  // Half of it against a wall.
  assert.deepEqual(areas([{ x: 5, y: 0 }], usualCutOff), [0.96]);
});

test('people on one spot share a cell: their density adds up, their speeds are averaged', () => {
  const at = { x: 5, y: 2 };
  const walkers = [1, 3].map((x, id) => ({ id, at, velocity: { x, y: 0 } }));
  const cells = voronoiCells([at, at], hall);
  const zone = measurementArea(hall.outline);
  assert.deepEqual(
    cells.map((c) => c!.sharedBy),
    [2, 2],
  );
  assert.equal(voronoiDensity(cells, zone), 2 / 40);
  assert.equal(voronoiSpeed(walkers, cells, zone), 2);
});

test('somebody far outside the walkable ground has no cell and takes none', () => {
  const [inside, outside] = voronoiCells(
    [
      { x: 5, y: 2 },
      { x: 5, y: 40 },
    ],
    hall,
  );
  assert.equal(outside, null);
  assert.equal(inside!.areaM2, 40);
});
