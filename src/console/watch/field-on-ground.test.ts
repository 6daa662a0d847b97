import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manyCameras } from '../../../test/support/many-cameras.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { polygonArea } from '../../core/geometry.ts';
import { metresFrom } from '../../core/local-metres.ts';
import { fieldOnGround } from './field-on-ground.ts';

const camera = manyCameras(1)[0] as unknown as CameraView;
const areaM2 = (ring: ReturnType<typeof fieldOnGround>) =>
  polygonArea(ring!.map(([longitude, latitude]) => metresFrom(camera.position!, { longitude, latitude })));

test('a field is a closed ring around ground in front of the camera, larger with a larger picture', () => {
  const ring = fieldOnGround(camera, undefined)!;
  assert.deepEqual(ring[0], ring.at(-1));
  const small = areaM2(ring);
  assert.ok(small > 50 && small < 5_000, `${small} m²`);
  assert.ok(areaM2(fieldOnGround(camera, { widthPx: 1_280, heightPx: 720 })) > 1.5 * small);
  assert.equal(areaM2(fieldOnGround(camera, { widthPx: 640, heightPx: 360 })), small);
});

test('a camera without a place or without a calibration has none', () => {
  assert.equal(fieldOnGround({ ...camera, position: null }, undefined), null);
  assert.equal(fieldOnGround({ ...camera, calibration: null }, undefined), null);
});
