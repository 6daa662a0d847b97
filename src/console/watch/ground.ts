/** Zones on the ground as the map draws them. */
import type { CameraView } from '../../contract/shapes.ts';
import { type Matrix3, type Point, project } from '../../core/geometry.ts';
import { placeAt } from '../../core/local-metres.ts';

export type LngLat = readonly [number, number];
export type ZoneOnGround = {
  readonly cameraId: string;
  readonly zoneId: string;
  readonly name: string;
  readonly shape: 'area' | 'line';
  readonly points: readonly LngLat[];
  /** Of a line: unit vector on the ground, metres east and north, towards the side that counts as `in`. */
  readonly inward: Point | null;
};

/** Farther than this a calibration says nothing any more: near the horizon a pixel is a street. */
const farthestM = 400;

/** The camera's zones as places; those that cannot be placed, or reach beyond what the calibration can say, are left out. */
export function zonesOnGround(camera: CameraView): readonly ZoneOnGround[] {
  let zones = placedZones.get(camera);
  if (zones === undefined) {
    zones = placeZones(camera);
    placedZones.set(camera, zones);
  }
  return zones;
}

/** A camera that has not changed is not projected again each time the map moves. */
const placedZones = new WeakMap<CameraView, readonly ZoneOnGround[]>();

function placeZones(camera: CameraView): ZoneOnGround[] {
  const { position, calibration } = camera;
  if (position === null || calibration === null) return [];
  const matrix = calibration.groundFromImage as unknown as Matrix3;
  return camera.zones.flatMap((zone) => {
    const metres = zone.points.map((point) => onGround(matrix, point)).filter((point) => point !== null);
    if (metres.length < zone.points.length) return [];
    return [
      {
        cameraId: camera.id,
        zoneId: zone.id,
        name: zone.name,
        shape: zone.shape,
        points: metres.map((point): LngLat => {
          const place = placeAt(position, point);
          return [place.longitude, place.latitude];
        }),
        inward: zone.shape === 'line' ? inwardOf(matrix, zone.points, metres) : null,
      },
    ];
  });
}

/** Square to the line on the ground, on the side that lies to the right of it in the picture. */
function inwardOf(matrix: Matrix3, image: readonly Point[], ground: readonly Point[]): Point | null {
  const [a, b, from, to] = [image[0]!, image[1]!, ground[0]!, ground[1]!];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const step = 0.001 / Math.max(1e-9, Math.hypot(b.x - a.x, b.y - a.y));
  const right = {
    x: (a.x + b.x) / 2 - (b.y - a.y) * step,
    y: (a.y + b.y) / 2 + (b.x - a.x) * step,
  };
  const beside = onGround(matrix, right);
  if (beside === null || length < 1e-9) return null;
  const normal = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const side = (beside.x - from.x) * normal.x + (beside.y - from.y) * normal.y;
  return side < 0 ? { x: -normal.x, y: -normal.y } : normal;
}

function onGround(matrix: Matrix3, point: Point): Point | null {
  const metres = project(matrix, point);
  // The bottom of the picture is ground for sure: a point on its other side of the horizon is sky.
  if (metres === null || weight(matrix, point) * weight(matrix, { x: 0.5, y: 1 }) <= 0) return null;
  return Math.hypot(metres.x, metres.y) > farthestM ? null : metres;
}

function weight(matrix: Matrix3, { x, y }: Point): number {
  return matrix[6] * x + matrix[7] * y + matrix[8];
}

/** Steps of the density ramp, by Fruin: where walking slows, where people touch, where forces grow. People per m². */
export const densitySteps = [0.43, 1.08, 2, 3.57] as const;

/** 0 to 4: which step of the ramp a density stands on. */
export function densityStep(densityPerM2: number): number {
  return densitySteps.filter((limit) => densityPerM2 >= limit).length;
}

/** Corners around everything, [west, south, east, north]; null for nothing. */
export function boundsOf(points: Iterable<LngLat>): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of points) {
    west = Math.min(west, lng);
    south = Math.min(south, lat);
    east = Math.max(east, lng);
    north = Math.max(north, lat);
  }
  return west === Infinity ? null : [west, south, east, north];
}
