import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinhole } from '../../../sim/world/pinhole.ts';
import { groundAt } from '../../core/ground-plane.ts';
import { groundGrid } from './ground-grid.ts';

const { groundFromImage } = pinhole({
  heightM: 6,
  yawDeg: 0,
  tiltDeg: 14,
  focalPx: 680,
  widthPx: 1280,
  heightPx: 720,
});
const rows = { top: 0.4, bottom: 0.95 };

test('every line of the grid lies on a whole number of steps, inside the picture and its rows', () => {
  const grid = groundGrid(groundFromImage, rows)!;
  assert.ok(grid.lines.length >= 6 && grid.lines.length < 60, `${grid.lines.length} lines`);
  const isWhole = (metres: number) => Math.abs(metres / grid.stepM - Math.round(metres / grid.stepM)) < 1e-3;
  for (const line of grid.lines) {
    const ground = line.map((p) => groundAt(groundFromImage, p)!);
    assert.ok(ground.every(({ x }) => isWhole(x)) || ground.every(({ y }) => isWhole(y)));
    for (const { x, y } of line)
      assert.ok(x >= 0 && x <= 1 && y >= rows.top - 1e-6 && y <= rows.bottom + 1e-6);
  }
});

test('rows above the horizon have no ground to draw', () => {
  assert.equal(groundGrid(groundFromImage, { top: 0.05, bottom: 0.9 }), null);
});
