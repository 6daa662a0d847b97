import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Config } from '../src/contract/config.ts';
import { polygonArea, project } from '../src/core/geometry.ts';
import { calibrate } from '../src/core/ground.ts';
import { calibrationPoints, cameraEntry } from './camera-entry.ts';
import { scenes } from './scene/index.ts';
import { pinhole } from './world/pinhole.ts';

test("every calibration point is where the camera's homography puts it", () => {
  for (const scene of scenes) {
    const camera = pinhole(scene.camera);
    const points = calibrationPoints(camera);
    assert.ok(points.length >= 8, scene.id);
    for (const { image, ground } of points) {
      const there = project(camera.imageFromGround, ground)!;
      assert.ok(Math.hypot(there.x - image.x, there.y - image.y) < 1e-4, scene.id);
      const pixel = camera.project({ ...ground, z: 0 })!;
      assert.ok(
        Math.hypot(pixel.x / camera.widthPx - image.x, pixel.y / camera.heightPx - image.y) < 1e-4,
        scene.id,
      );
    }
  }
});

test('the product accepts the calibration with a residual under a centimetre in ten metres', () => {
  for (const scene of scenes) {
    const result = calibrate(calibrationPoints(pinhole(scene.camera)));
    assert.ok(result.ok, `${scene.id}: ${JSON.stringify(result)}`);
    assert.ok(result.calibration.residualM < 0.01, `${scene.id}: ${result.calibration.residualM}`);
  }
});

test('zones projected into the picture and back have the area they were measured out with', () => {
  for (const scene of scenes) {
    const entry = cameraEntry(scene, 'film.mp4');
    const { groundFromImage } = pinhole(scene.camera);
    for (const zone of scene.zones) {
      const drawn = entry.zones.find(({ id }) => id === zone.id)!;
      const back = drawn.points.map((p) => project(groundFromImage, p)!);
      if (zone.shape === 'line') continue;
      const share = polygonArea(back) / polygonArea(zone.points);
      assert.ok(Math.abs(share - 1) < 0.002, `${scene.id} ${zone.id}: ${share}`);
    }
  }
});

test('the configuration schema accepts every camera as it is, plainly marked as simulated', () => {
  const cameras = scenes.map((scene) => cameraEntry(scene, `/data/${scene.id}.mp4`));
  const parsed = Config.parse({ cameras });
  assert.deepEqual(parsed.cameras, cameras);
  assert.ok(parsed.cameras.every(({ isSimulated }) => isSimulated));
});
