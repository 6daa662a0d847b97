import assert from 'node:assert/strict';
import { test } from 'node:test';
import { streetCamera } from '../../../test/support/walking-people.ts';
import type { Point } from '../geometry.ts';
import { calibrate } from '../ground.ts';
import { groundAt } from '../ground-plane.ts';
import { differencesOf, placementOf, placementOn } from './align.ts';
import { proposedPoints } from './proposed-points.ts';

const { groundFromImage } = streetCamera;
const images = [
  { x: 0.2, y: 0.9 },
  { x: 0.8, y: 0.85 },
  { x: 0.4, y: 0.6 },
  { x: 0.7, y: 0.5 },
];
const turn = ({ x, y }: Point) => ({ x: 100 - y, y: 40 + x });
const clicked = images.map((image) => ({ image, ground: turn(groundAt(groundFromImage, image)!) }));

test('a proposed ground that is only turned and moved differs nowhere', () => {
  for (const off of differencesOf(groundFromImage, clicked)) assert.ok(off !== null && off < 1e-9);
});

test('one that is a tenth too large differs more, the farther points are from each other', () => {
  const large = groundFromImage.map((value, i) => (i < 6 ? value * 1.1 : value)) as never;
  const offs = differencesOf(large, clicked) as number[];
  assert.ok(Math.max(...offs) > 0.5 && Math.max(...offs) < 5, offs.join(' '));
});

test('one known point says nothing of the difference', () => {
  assert.deepEqual(differencesOf(groundFromImage, clicked.slice(0, 1)), [null]);
  assert.equal(placementOf([], []), null);
});

test('a mirrored ground is recognised from three points on', () => {
  const mirrored = clicked.map(({ image, ground }) => ({ image, ground: { x: -ground.x, y: ground.y } }));
  for (const off of differencesOf(groundFromImage, mirrored)) assert.ok(off !== null && off < 1e-9);
});

test('points made of a proposal lie where the clicked ones do, fit each other, and say where they come from', () => {
  const points = proposedPoints(
    { groundFromImage, seen: { top: 0.35, bottom: 0.9 } },
    placementOn(groundFromImage, clicked)!,
  );
  assert.ok(points.length >= 8);
  for (const { image, ground, isProposed } of points) {
    assert.equal(isProposed, true);
    const wanted = turn(groundAt(groundFromImage, image)!);
    assert.ok(Math.hypot(ground.x - wanted.x, ground.y - wanted.y) < 1e-9);
  }
  const result = calibrate([...clicked, ...points]);
  assert.ok(result.ok && result.calibration.residualM < 1e-6);
});
