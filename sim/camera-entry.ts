/** A scene as the configuration of a camera: zones projected into the picture, calibration from the exact homography. */
import type { z } from 'zod';
import type { Config } from '../src/contract/config.ts';
import { type Point, project } from '../src/core/geometry.ts';
import { positionOf } from './map.ts';
import type { Scene } from './scene/scene.ts';
import { type Pinhole, pinhole } from './world/pinhole.ts';

export type CameraEntry = z.infer<typeof Config>['cameras'][number];

/** @param filmPath the film the camera is to play. */
export function cameraEntry(scene: Scene, filmPath: string): CameraEntry {
  const camera = pinhole(scene.camera);
  return {
    id: scene.id,
    name: scene.name,
    purpose: scene.purpose,
    position: positionOf(scene.cityM),
    source: { analysisUrl: filmPath, mainUrl: null, analysisFps: 5, isEnabled: true },
    zones: scene.zones.map((zone) => ({
      id: zone.id,
      name: zone.name,
      shape: zone.shape,
      points: zone.points.map((p) => inPicture(camera, p, `${scene.id} ${zone.id}`)),
      direction: zone.direction && [
        inPicture(camera, zone.direction[0], zone.id),
        inPicture(camera, zone.direction[1], zone.id),
      ],
      rules: zone.rules.map((rule) =>
        rule.kind === 'intrusion' || rule.kind === 'wrong-way'
          ? { ...rule, categories: [...rule.categories] }
          : rule,
      ) as CameraEntry['zones'][number]['rules'],
    })),
    calibration: calibrationPoints(camera),
    isSimulated: true,
  };
}

/** Twelve points spread over the ground that the picture shows, each nearer than 120 m. */
export function calibrationPoints(camera: Pinhole): { image: Point; ground: Point }[] {
  const horizon = horizonFraction(camera);
  const top = Math.max(0.06, horizon + (1 - horizon) * 0.16);
  const points: { image: Point; ground: Point }[] = [];
  for (const row of [0, 1, 2, 3]) {
    for (const column of [0, 1, 2]) {
      const image = { x: round(0.08 + 0.42 * column), y: round(top + ((0.95 - top) * row) / 3) };
      const ground = project(camera.groundFromImage, image);
      if (ground && Math.hypot(ground.x, ground.y) < 120)
        points.push({ image, ground: { x: round(ground.x), y: round(ground.y) } });
    }
  }
  return points;
}

/** Height of the horizon in the picture, 0 at the top; above the picture it is negative. */
function horizonFraction(camera: Pinhole): number {
  return 0.5 - (camera.focalPx * Math.tan((camera.tiltDeg * Math.PI) / 180)) / camera.heightPx;
}

function inPicture(camera: Pinhole, p: Point, what: string): Point {
  const image = project(camera.imageFromGround, p);
  if (!image || image.x < 0 || image.x > 1 || image.y < 0 || image.y > 1) {
    throw new Error(`${what}: the corner ${p.x}, ${p.y} m is outside the picture (${image?.x}, ${image?.y})`);
  }
  return { x: round(image.x), y: round(image.y) };
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
