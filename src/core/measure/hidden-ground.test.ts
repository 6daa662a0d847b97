import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrationFrom, picture, projector } from '../../../test/support/crowd-camera.ts';
import { cameraWith } from '../../../test/support/scene-world.ts';
import { matrixOf } from '../zone-view.ts';
import { seenGround, standsIn } from './hidden-ground.ts';

/** Stands of a square of 8 m, and boxes of people on a grid in it, seen from this far above the horizon. */
function world(depressionDeg: number) {
  const pose = { heightM: 10, depressionDeg };
  const project = projector(pose);
  const matrix = matrixOf(cameraWith([], { calibration: calibrationFrom(pose, 5) }))!;
  const corners = [
    { x: -4, y: -4 },
    { x: 4, y: -4 },
    { x: 4, y: 4 },
    { x: -4, y: 4 },
  ];
  const inPicture = corners.map((c) => {
    const at = project(c);
    return { x: at.x / picture.widthPx, y: at.y / picture.heightPx };
  });
  const people = (perSide: number) =>
    Array.from({ length: perSide * perSide }, (_, i) => {
      const at = {
        x: -4 + ((i % perSide) + 0.5) * (8 / perSide),
        y: -4 + (Math.floor(i / perSide) + 0.5) * (8 / perSide),
      };
      const foot = project(at);
      const w = 0.5 * foot.pxPerM;
      const top = project(at, 1.7).y;
      return { x: foot.x - w / 2, y: top, w, h: foot.y - top };
    });
  return { stands: standsIn(inPicture, matrix, picture), people };
}

test('an empty place is all seen; a row of people hides what is behind it, more the lower the camera looks', () => {
  const shares = [20, 35, 60].map((depressionDeg) => {
    const { stands, people } = world(depressionDeg);
    assert.ok(stands.length > 40 && stands.length <= 100);
    assert.equal(seenGround(stands, []), 1);
    return seenGround(stands, people(8).slice(0, 8));
  });
  assert.ok(shares[0]! < shares[1]! && shares[1]! < shares[2]!, shares.join());
  assert.ok(shares[0]! < 1 && shares[2]! > 0.9, shares.join());
});

test('one more hides no less', () => {
  const { stands, people } = world(30);
  const few = people(4).slice(0, 6);
  const one = seenGround(stands, few.slice(0, 1));
  assert.ok(one < 1 && seenGround(stands, few) < one);
});
