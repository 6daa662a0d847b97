/** Where a scenario plays: a pinhole camera over flat ground and the zones measured out on it. */
import type { Camera } from '../../src/core/camera.ts';
import { defaultMaskPolicy } from '../../src/core/camera.ts';
import { type Point, project } from '../../src/core/geometry.ts';
import { calibrate } from '../../src/core/ground.ts';
import { calibrationPoints } from '../camera-entry.ts';
import { type GroundZone, heightPx, widthPx } from '../scene/scene.ts';
import { type Pinhole, type PinholeOptions, pinhole } from '../world/pinhole.ts';

export type Stage = {
  readonly pinhole: Pinhole;
  readonly camera: Camera;
  readonly zones: readonly GroundZone[];
};

/** Views of usual heights and angles, 640 x 360 as a camera's small stream. */
export const views = {
  /** Ground from 8 to 30 m. */
  plaza: { heightM: 7, yawDeg: 0, tiltDeg: 22, focalPx: 470, widthPx, heightPx },
  /** Ground from 7 to 22 m, steeply: hung high where crowds are expected, so that people hide each other less. */
  crowd: { heightM: 10, yawDeg: 0, tiltDeg: 38, focalPx: 470, widthPx, heightPx },
  /** Ground from 25 to 70 m: two lanes each way beneath a gantry. */
  road: { heightM: 9, yawDeg: 2, tiltDeg: 9.6, focalPx: 1000, widthPx, heightPx },
  /**
   * The same road from a mast of 14 m, as operators hang cameras that are to see queues: ground from 24 to 130 m. From the gantry
   * a waiting car hides half of the next one. A car's rear is 46 px wide and 45 px high at 30 m, 25 px and 23 px at 60 m; the detector
   * that comes with the product wants 25 px, and half of the car to be seen.
   */
  mast: { heightM: 14, yawDeg: 2, tiltDeg: 18, focalPx: 850, widthPx, heightPx },
  /** Ground from 8 to 90 m: a platform and its track. Somebody on the track is 42 px high at 28 m; the detector that comes with the product wants 40. */
  platform: { heightM: 5, yawDeg: 4, tiltDeg: 18, focalPx: 680, widthPx, heightPx },
  /** Ground from 5 to 16 m: a hall where bags are set down. */
  hall: { heightM: 4.5, yawDeg: 0, tiltDeg: 24, focalPx: 500, widthPx, heightPx },
} as const satisfies Record<string, PinholeOptions>;

const calibrations = new Map<PinholeOptions, Camera['calibration']>();

/** @throws when a zone's corner is outside the picture: a fault of the story. */
export function stage(id: string, view: PinholeOptions, zones: readonly GroundZone[]): Stage {
  const eye = pinhole(view);
  const inPicture = (p: Point, what: string): Point => {
    const image = project(eye.imageFromGround, p);
    if (!image || image.x < 0 || image.x > 1 || image.y < 0 || image.y > 1) {
      throw new Error(`${id} ${what}: ${p.x}, ${p.y} m is outside the picture (${image?.x}, ${image?.y})`);
    }
    return { x: round(image.x), y: round(image.y) };
  };
  if (!calibrations.has(view)) {
    const result = calibrate(calibrationPoints(eye));
    if (!result.ok) throw new Error(`${id}: ${result.message}`);
    calibrations.set(view, result.calibration);
  }
  return {
    pinhole: eye,
    zones,
    camera: {
      id,
      name: id,
      purpose: 'A laboratory of the simulated city.',
      position: null,
      level: null,
      isSimulated: true,
      maskPolicy: defaultMaskPolicy,
      calibration: calibrations.get(view)!,
      zones: zones.map((zone) => ({
        ...zone,
        points: zone.points.map((p) => inPicture(p, zone.id)),
        direction: zone.direction && [
          inPicture(zone.direction[0], zone.id),
          inPicture(zone.direction[1], zone.id),
        ],
      })),
    },
  };
}

/** An upright rectangle on the ground, metres. */
export function rectangle(x0: number, y0: number, x1: number, y1: number): readonly Point[] {
  return [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ];
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
