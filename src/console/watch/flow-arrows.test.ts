import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CameraView } from '../../contract/shapes.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { flowArrows, metresPerPxAt } from './flow-arrows.ts';
import { zonesOnGround } from './ground.ts';

const nowMs = 1_000_000;
const origin = { latitude: 60, longitude: 30 };
const flow = (direction: 'in' | 'out', value: number, ageMs = 0, category = 'person') =>
  ({ kind: 'line-flow', zoneId: 'gate', direction, value, category, atMs: nowMs - ageMs }) as Measure;

/** A line across the picture of a camera that looks north: the picture's lower edge is nearer, south. */
function line(points: [number, number][]) {
  const camera = {
    id: 'c',
    position: origin,
    calibration: {
      points: [],
      groundFromImage: [10, 0, -5, 0, -10, 20, 0, 0, 1],
      residualsM: [],
      residualM: 0,
    },
    zones: [
      {
        id: 'gate',
        name: 'Gate',
        shape: 'line',
        points: points.map(([x, y]) => ({ x, y })),
        direction: null,
        rules: [],
      },
    ],
  };
  return zonesOnGround(camera as unknown as CameraView)[0]!;
}
const leftToRight = line([
  [0.2, 0.5],
  [0.8, 0.5],
]);
const draw = { nowMs, metresPerPx: 0.1 };

test('in is the side to the right of the line in the picture: below it, which is nearer to the camera', () => {
  const [arrow] = flowArrows(leftToRight, [flow('in', 5)], draw);
  const south = leftToRight.points[0]![1] - arrow!.tip[1];
  // 41 px of 0.1 m; a degree of latitude at 60° is 111,412 m.
  assert.ok(Math.abs(south * 111_412 - 4.1) < 0.05, String(south * 111_412));
  const turned = line([
    [0.8, 0.5],
    [0.2, 0.5],
  ]);
  assert.ok(flowArrows(turned, [flow('in', 5)], draw)[0]!.tip[1] > turned.points[0]![1]);
});

test('each side has an arrow of all that passed, and a side that nobody passed has none', () => {
  const arrows = flowArrows(leftToRight, [flow('in', 5), flow('in', 7, 0, 'bicycle'), flow('out', 0)], draw);
  assert.deepEqual(
    arrows.map(({ direction, perMinute }) => [direction, perMinute]),
    [['in', 12]],
  );
});

test('more is thicker', () => {
  const width = (perMinute: number) => {
    const [arrow] = flowArrows(leftToRight, [flow('in', perMinute)], draw);
    return Math.abs(arrow!.ring[0]![0] - arrow!.ring[6]![0]);
  };
  assert.ok(width(3) < width(30) && width(30) < width(90));
});

test('a count of 6 s is old, one of 31 s is none', () => {
  assert.equal(flowArrows(leftToRight, [flow('out', 5, 6_000)], draw)[0]!.isStale, true);
  assert.deepEqual(flowArrows(leftToRight, [flow('out', 5, 31_000)], draw), []);
});

test('a pixel covers half as much one zoom further in, and half as much at 60° as at the equator', () => {
  assert.ok(Math.abs(metresPerPxAt(16, 0) / metresPerPxAt(17, 0) - 2) < 1e-9);
  assert.ok(Math.abs(metresPerPxAt(16, 0) / metresPerPxAt(16, 60) - 2) < 1e-9);
});
