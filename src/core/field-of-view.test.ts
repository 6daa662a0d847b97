import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type PinholeOptions, pinhole } from '../../sim/world/pinhole.ts';
import { fieldOfView } from './field-of-view.ts';
import { isInside, type Matrix3, type Point, polygonArea } from './geometry.ts';

const size = { widthPx: 640, heightPx: 360 };
const seen = (options: Partial<PinholeOptions>, limit?: number) => {
  const { groundFromImage } = pinhole({
    heightM: 6,
    yawDeg: 0,
    tiltDeg: 24,
    focalPx: 350,
    ...size,
    ...options,
  });
  return fieldOfView({ points: [], groundFromImage }, size, limit);
};
const radians = Math.PI / 180;
const near = (a: number, b: number, by: number) =>
  assert.ok(Math.abs(a - b) <= by, `${a} is not ${b} ± ${by}`);

test('straight ahead the field begins where the lower edge meets the ground and ends where a pixel is 0.3 m', () => {
  const [heightM, tilt, focalPx] = [6, 24 * radians, 350];
  const ring = seen({})!;
  const ahead = ring.filter(({ x }) => Math.abs(x) < 1e-6).map(({ y }) => y);
  assert.equal(ahead.length, 2);
  near(Math.min(...ahead), heightM / Math.tan(tilt + Math.atan(180 / focalPx)), 1e-6);
  // What one pixel upwards adds to d = h / tan(angle below the horizon), whose angle changes by f / (f² + v²) a pixel.
  const far = Math.max(...ahead);
  const v = focalPx * Math.tan(tilt - Math.atan(heightM / far));
  near(((heightM ** 2 + far ** 2) / heightM) * (focalPx / (focalPx ** 2 + v ** 2)), 0.3, 1e-3);
});

test('a camera that looks straight down sees a rectangle', () => {
  const ring = seen({ tiltDeg: 90 })!;
  near(polygonArea(ring), ((6 * 640) / 350) * ((6 * 360) / 350), 1e-6);
});

test('what is finer than the limit at every corner is inside, what is coarser is not', () => {
  const shot = fc.record({
    heightM: fc.double({ min: 3, max: 20, noNaN: true }),
    tiltDeg: fc.double({ min: 5, max: 85, noNaN: true }),
    focalPx: fc.double({ min: 250, max: 1_200, noNaN: true }),
    yawDeg: fc.double({ min: 0, max: 360, noNaN: true }),
  });
  fc.assert(
    fc.property(shot, (options) => {
      const camera = pinhole({ ...options, ...size });
      const ring = fieldOfView({ points: [], groundFromImage: camera.groundFromImage }, size);
      if (ring === null) return;
      for (const corner of ring) {
        const image = camera.project({ ...corner, z: 0 })!;
        assert.ok(
          image.x > -0.01 && image.x < 640.01 && image.y > -0.01 && image.y < 360.01,
          'in the picture',
        );
        // A step of a pixel on the ground, measured by projecting, not by derivatives.
        const [a, b] = [0.15, 0.16].map((m) => camera.project(beyond(corner, m)));
        if (a && b) {
          const pxPerM = Math.hypot(a.x - image.x, a.y - image.y) / 0.15;
          assert.ok(pxPerM > 1 / 0.3 - 0.4, `${1 / pxPerM} m/px`);
        }
      }
    }),
    { numRuns: 200 },
  );
});

/** A little further away from the camera, which stands over the origin. */
function beyond({ x, y }: Point, metres: number) {
  const length = Math.hypot(x, y) || 1;
  return { x: x * (1 - metres / length), y: y * (1 - metres / length), z: 0 };
}

test('a finer picture sees all that a coarser one sees, and more', () => {
  const { groundFromImage } = pinhole({ heightM: 6, yawDeg: 70, tiltDeg: 20, focalPx: 350, ...size });
  const calibration = { points: [], groundFromImage };
  const coarse = fieldOfView(calibration, size)!;
  const fine = fieldOfView(calibration, { widthPx: 1_280, heightPx: 720 })!;
  assert.ok(polygonArea(fine) > 1.5 * polygonArea(coarse));
  const middle = { x: sum(coarse, 'x') / coarse.length, y: sum(coarse, 'y') / coarse.length };
  assert.ok(isInside(middle, fine));
});

test('turning the camera turns its field', () => {
  const north = seen({ yawDeg: 0 })!;
  const east = seen({ yawDeg: 90 })!;
  for (const [i, { x, y }] of north.entries()) {
    near(east[i]!.x, y, 1e-3);
    near(east[i]!.y, -x, 1e-3);
  }
});

test('a picture that hangs upside down sees the same ground', () => {
  const { groundFromImage: m } = pinhole({ heightM: 6, yawDeg: 0, tiltDeg: 24, focalPx: 350, ...size });
  const turned = [-m[0], -m[1], m[0] + m[1] + m[2], -m[3], -m[4], m[3] + m[4] + m[5], -m[6], -m[7]];
  const groundFromImage = [...turned, m[6] + m[7] + m[8]] as unknown as Matrix3;
  const points = [{ image: { x: 0.5, y: 0.1 }, ground: { x: 0, y: 0 } }];
  near(polygonArea(fieldOfView({ points, groundFromImage }, size)!), polygonArea(seen({})!), 0.5);
});

test('where no pixel is fine enough there is no field', () => {
  assert.equal(seen({ heightM: 300 }), null);
});

function sum(points: readonly Point[], axis: 'x' | 'y'): number {
  return points.reduce((total, point) => total + point[axis], 0);
}
