import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { calibrationOf, imageOf, noise, size } from '../../test/support/scene-world.ts';
import { CalibrationReport } from '../contract/shapes.ts';
import type { CalibrationPoint } from './camera.ts';
import type { Matrix3, Point } from './geometry.ts';
import { calibrate, calibrationReport } from './ground.ts';
import { groundAt, groundScaleAt, metresPerPixelField, oriented } from './ground-plane.ts';

const corners: readonly Point[] = [
  { x: -8, y: 0 },
  { x: 8, y: 1 },
  { x: 0, y: 6 },
  { x: -12, y: 14 },
  { x: 12, y: 15 },
  { x: -6, y: 25 },
  { x: 9, y: 28 },
  { x: 1, y: 20 },
];
const exact = (points: readonly Point[] = corners): CalibrationPoint[] =>
  points.map((ground) => ({ image: imageOf(ground), ground }));

function refusalOf(points: readonly CalibrationPoint[]) {
  const result = calibrate(points);
  assert.ok(!result.ok, 'should be refused');
  return result;
}

test('exact points give the ground back everywhere', () => {
  const { groundFromImage, residualM } = calibrationOf();
  assert.ok(residualM < 1e-6, String(residualM));
  for (const ground of [
    { x: 3, y: 3 },
    { x: -7, y: 22 },
    { x: 0, y: 40 },
  ]) {
    const found = groundAt(groundFromImage, imageOf(ground))!;
    assert.ok(Math.hypot(found.x - ground.x, found.y - ground.y) < 1e-6);
  }
});

test('map coordinates of millions of metres lose less than a millimetre', () => {
  const far = (p: Point) => ({ x: p.x + 413_000, y: p.y + 6_174_000 });
  const { groundFromImage } = calibrationOf(far);
  const found = groundAt(groundFromImage, imageOf({ x: 3, y: 3 }))!;
  assert.ok(Math.hypot(found.x - 413_003, found.y - 6_174_003) < 1e-3);
});

test('clicks half a pixel off are accepted, and the residual says how far off the ground is', () => {
  const random = noise(7);
  const points = exact().map((p) => ({
    ...p,
    image: { x: p.image.x + (random() * 0.5) / 640, y: p.image.y + (random() * 0.5) / 360 },
  }));
  const result = calibrate(points);
  assert.ok(result.ok);
  assert.ok(result.calibration.residualM > 0.01 && result.calibration.residualM < 0.25);
  assert.equal(result.calibration.residualsM.length, points.length);
});

test('one mistyped point among eight is refused and named', () => {
  const points = exact();
  points[4] = { ...points[4]!, ground: { x: 12, y: 51 } };
  const { reason, message } = refusalOf(points);
  assert.equal(reason, 'residual');
  assert.match(message, /Point 5 does not fit/);
});

test('points that fit nothing are refused with the worst one', () => {
  const random = noise(3);
  const points = exact().map((p) => ({ ...p, image: { x: (random() + 1) / 2, y: (random() + 1) / 2 } }));
  const { reason, residualsM } = refusalOf(points);
  assert.ok(['residual', 'beyond-horizon', 'on-a-line'].includes(reason), reason);
  assert.ok(residualsM.length === 0 || residualsM.length === 8);
});

test('fewer than six points are refused: their error cannot be known', () => {
  for (const n of [0, 1, 4, 5]) assert.equal(refusalOf(exact(corners.slice(0, n))).reason, 'too-few');
  assert.ok(calibrate(exact(corners.slice(0, 6))).ok);
});

test('a point entered twice counts once', () => {
  const five = exact(corners.slice(0, 5));
  assert.equal(refusalOf([...five, five[0]!, five[1]!, five[2]!]).reason, 'too-few');
});

test('points on a line, or all but one on a line, are refused, also with jitter', () => {
  const random = noise(11);
  const line = (n: number) => Array.from({ length: n }, (_, i) => ({ x: -6 + 1.5 * i, y: 4 + 2 * i }));
  assert.equal(refusalOf(exact(line(8))).reason, 'on-a-line');
  assert.equal(refusalOf(exact([...line(7), { x: 5, y: 3 }])).reason, 'on-a-line');
  const jittered = exact(line(8)).map((p) => ({
    ...p,
    image: { x: p.image.x + random() / 640, y: p.image.y + random() / 360 },
  }));
  assert.equal(refusalOf(jittered).reason, 'on-a-line');
});

test('a point in the sky is refused with its number', () => {
  const points = exact();
  points.push({ image: { x: 0.5, y: 0.02 }, ground: { x: 0, y: 60 } });
  assert.equal(calibrate(points).ok, false);
});

test('numbers that are none, or absurd, are refused with their number', () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
    const points = exact();
    points[2] = { image: points[2]!.image, ground: { x: bad, y: 0 } };
    const { reason, message } = refusalOf(points);
    assert.equal(reason, 'not-finite');
    assert.match(message, /Point 3/);
  }
});

test('whatever is sent, the answer is a calibration or a reason, never a crash or a number that is none', () => {
  const coordinate = fc.oneof(fc.double(), fc.constantFrom(0, 1, 0.5), fc.integer({ min: -50, max: 50 }));
  const point = fc.record({ x: coordinate, y: coordinate });
  fc.assert(
    fc.property(fc.array(fc.record({ image: point, ground: point }), { maxLength: 12 }), (points) => {
      const report = calibrationReport(points, size);
      assert.equal(report.isAccepted, report.refusal === null);
      assert.ok(CalibrationReport.safeParse(report).success, JSON.stringify(report));
      if (report.isAccepted) assert.ok(report.residualM! <= 0.25);
    }),
    { numRuns: 300 },
  );
});

test('the aspect of the picture does not matter: pixels and fractions give the same ground', () => {
  const random = noise(5);
  const points = exact().map((p) => ({
    ...p,
    image: { x: p.image.x + random() / 640, y: p.image.y + random() / 360 },
  }));
  const inPixels = points.map((p) => ({ ...p, image: { x: p.image.x * 640, y: p.image.y * 360 } }));
  const a = calibrate(points);
  const b = calibrate(inPixels);
  assert.ok(a.ok && b.ok);
  assert.ok(Math.abs(a.calibration.residualM - b.calibration.residualM) < 1e-9);
});

test('metres per pixel grow with distance and end at the horizon', () => {
  const { groundFromImage } = calibrationOf();
  const field = metresPerPixelField({ groundFromImage, columns: 4, rows: 18, ...size });
  const column = field.metresPerPx.filter((_, i) => i % 4 === 2);
  assert.deepEqual(
    column.slice(0, 3).map((v) => v === null),
    [true, true, true],
  );
  const seen = column.filter((v) => v !== null);
  assert.ok(seen.length >= 14);
  for (let i = 1; i < seen.length; i++) assert.ok(seen[i]! < seen[i - 1]!);
  // At the near edge one metre is 32 px across; into the picture w = 1 + y/20 gives 20/(0.8*360) m a pixel.
  const near = groundScaleAt(groundFromImage, imageOf({ x: 0, y: 0 }), size)!;
  assert.ok(Math.abs(near.metresPerPx - 20 / 288) < 1e-6, String(near.metresPerPx));
  assert.ok(Math.abs(near.areaPerPx - (20 / 288) * (20 / 640)) < 1e-6);
});

test('a stored matrix of either sign is turned to face the ground', () => {
  const calibration = calibrationOf();
  const negative = calibration.groundFromImage.map((v) => v * -3) as unknown as Matrix3;
  const turned = oriented({ ...calibration, groundFromImage: negative });
  const at = imageOf({ x: 2, y: 9 });
  assert.ok(Math.abs(groundAt(turned, at)!.y - 9) < 1e-6);
  assert.equal(groundAt(turned, { x: 0.5, y: 0.1 }), null);
});

test('a report is shown also when it is refused', () => {
  const points = exact();
  points[4] = { ...points[4]!, ground: { x: 12, y: 51 } };
  const report = calibrationReport(points, size);
  assert.equal(report.isAccepted, false);
  assert.equal(report.residualsM.length, 8);
  assert.equal(report.field.metresPerPx.length, report.field.columns * report.field.rows);
  assert.ok(report.field.metresPerPx.some((v) => v !== null));
});
