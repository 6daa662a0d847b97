import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CameraView } from '../../contract/shapes.ts';
import { graticule } from './graticule.ts';
import { boundsOf, densityStep, zonesOnGround } from './ground.ts';

/** Picture fractions straight to metres: 10 m wide, 10 m deep. */
const flat = [10, 0, 0, 0, -10, 10, 0, 0, 1];

function camera(groundFromImage: number[] | null, points: [number, number][]): CameraView {
  return {
    id: 'square',
    position: { latitude: 60, longitude: 30 },
    calibration:
      groundFromImage === null ? null : { points: [], groundFromImage, residualsM: [], residualM: 0.05 },
    zones: [
      {
        id: 'plaza',
        name: 'Plaza',
        shape: 'area',
        points: points.map(([x, y]) => ({ x, y })),
        direction: null,
        rules: [],
      },
    ],
  } as unknown as CameraView;
}

test('a zone lies as many metres from its camera as its calibration says', () => {
  const [zone] = zonesOnGround(
    camera(flat, [
      [0, 1],
      [1, 1],
      [1, 0],
    ]),
  );
  assert.ok(zone !== undefined);
  assert.deepEqual(zone.points[0], [30, 60]);
  const eastM = (zone.points[1]![0] - 30) * 111_320 * Math.cos(Math.PI / 3);
  const northM = (zone.points[2]![1] - 60) * 111_320;
  assert.ok(Math.abs(eastM - 10) < 0.1, `${eastM}`);
  assert.ok(Math.abs(northM - 10) < 0.1, `${northM}`);
});

test('a zone without a calibration, above the horizon or out of reach has no place', () => {
  assert.equal(
    zonesOnGround(
      camera(null, [
        [0, 0],
        [1, 0],
        [1, 1],
      ]),
    ).length,
    0,
  );
  // The horizon stands at half height.
  const withHorizon = [10, 0, 0, 0, 0, 10, 0, 1, -0.5];
  assert.equal(
    zonesOnGround(
      camera(withHorizon, [
        [0, 1],
        [1, 1],
        [1, 0.2],
      ]),
    ).length,
    0,
  );
  assert.equal(
    zonesOnGround(
      camera(withHorizon, [
        [0, 1],
        [1, 1],
        [1, 0.501],
      ]),
    ).length,
    0,
  );
  assert.equal(
    zonesOnGround(
      camera(withHorizon, [
        [0, 1],
        [1, 1],
        [1, 0.8],
      ]),
    ).length,
    1,
  );
});

test('the ramp steps where walking slows and where people touch', () => {
  assert.deepEqual([0, 0.43, 1.5, 2, 4].map(densityStep), [0, 1, 2, 3, 4]);
});

test('bounds hold every point, and nothing has none', () => {
  assert.deepEqual(
    boundsOf([
      [1, 5],
      [3, 2],
    ]),
    [1, 2, 3, 5],
  );
  assert.equal(boundsOf([]), null);
});

test('the grid keeps a dozen lines at every scale, and its lines stay put while panning', () => {
  for (const width of [0.001, 0.02, 0.5, 8]) {
    const { lines, stepM } = graticule([30, 59, 30 + width, 59 + width / 2]);
    assert.ok(lines.length >= 3 && lines.length <= 40, `${width}: ${lines.length} lines, ${stepM} m`);
  }
  const lngs = (west: number) =>
    graticule([west, 59, west + 0.02, 59.01])
      .lines.map(([[lng]]) => lng)
      .filter((lng) => lng > 30.005 && lng < 30.015);
  assert.deepEqual(new Set(lngs(30.001)), new Set(lngs(30.002)));
});
