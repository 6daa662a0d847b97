/** The ground plane against the published world coordinates of PETS 2009 S2.L1 (MOT15, columns 8 and 9). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CalibrationPoint } from '../../src/core/camera.ts';
import { calibrate } from '../../src/core/ground.ts';
import { groundAt } from '../../src/core/ground-plane.ts';
import { fitHomography } from '../../src/core/homography.ts';
import { noise } from '../support/scene-world.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const file = 'tracking/mot15/PETS09-S2L1/gt.txt';
const picture = { widthPx: 768, heightPx: 576 };

function feet(): CalibrationPoint[] {
  return readFileSync(dataPath(file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [, , x, y, w, h, , east, north] = line.split(',').map(Number) as number[];
      return {
        image: { x: (x! + w! / 2) / picture.widthPx, y: (y! + h!) / picture.heightPx },
        ground: { x: east!, y: north! },
      };
    });
}

function residuals(
  fit: { matrix: Parameters<typeof groundAt>[0] },
  points: readonly CalibrationPoint[],
): number[] {
  return points.map(({ image, ground }) => {
    const found = groundAt(fit.matrix, image);
    return found === null ? Number.POSITIVE_INFINITY : Math.hypot(found.x - ground.x, found.y - ground.y);
  });
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * values.length)]!;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, by: random() }))
    .sort((a, b) => a.by - b.by)
    .map(({ item }) => item);
}

function assertNear(value: number, published: number, what: string): void {
  console.log(`${what}: ${value.toFixed(4)} m (published ${published})`);
  assert.ok(Math.abs(value - published) <= 0.1 * published, `${what}: ${value}, published ${published}`);
}

test('a fit on half of the feet predicts the other half as published', needsData(file), () => {
  const random = noise(2009);
  const points = feet();
  const errors = [1, 2, 3, 4].flatMap(() => {
    const mixed = shuffled(points, random);
    const half = mixed.length >> 1;
    return residuals(fitHomography(mixed.slice(0, half))!, mixed.slice(half));
  });
  assertNear(quantile(errors, 0.5), 0.026, 'half fit, median');
  assertNear(quantile(errors, 0.95), 0.077, 'half fit, p95');
});

test('12 random points are as good as published, 4 are not to be trusted', needsData(file), () => {
  const random = noise(12);
  const points = feet();
  const few = (n: number, times: number) =>
    Array.from({ length: times }, () => {
      const fit = fitHomography(
        Array.from({ length: n }, () => points[Math.floor(((random() + 1) / 2) * points.length)]!),
      );
      return fit === null ? Number.POSITIVE_INFINITY : quantile(residuals(fit, points), 0.5);
    });
  const twelve = few(12, 200);
  assertNear(quantile(twelve, 0.5), 0.029, '12 points, median');
  assertNear(quantile(twelve, 0.9), 0.035, '12 points, p90');
  const four = few(4, 200);
  assert.ok(quantile(four, 0.9) > 0.5, `p90 of fours ${quantile(four, 0.9)}`);
});

test('the leave-one-out residual of 12 points tells what the whole ground is off by', needsData(file), () => {
  const random = noise(5);
  const points = feet();
  let accepted = 0;
  const ratios: number[] = [];
  for (let i = 0; i < 60; i++) {
    const result = calibrate(shuffled(points, random).slice(0, 12));
    if (!result.ok) continue;
    accepted++;
    const { groundFromImage, residualM } = result.calibration;
    ratios.push(residualM / quantile(residuals({ matrix: groundFromImage }, points), 0.5));
  }
  assert.ok(accepted >= 58, `${accepted} of 60 accepted`);
  const ratio = quantile(ratios, 0.5);
  console.log(`leave-one-out over true median: ${ratio.toFixed(2)}; ${accepted} of 60 accepted`);
  assert.ok(ratio > 0.7 && ratio < 1.6);
});
