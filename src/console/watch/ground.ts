/** Zones on the ground as the map draws them. */
import type { CameraView } from '../../contract/shapes.ts';
import { type Matrix3, type Point, project } from '../../core/geometry.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { placeAt } from '../cameras/local-metres.ts';

export type LngLat = readonly [number, number];
export type ZoneOnGround = {
  readonly cameraId: string;
  readonly zoneId: string;
  readonly name: string;
  readonly shape: 'area' | 'line';
  readonly points: readonly LngLat[];
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
    const metres = zone.points.map((point) => onGround(matrix, point));
    if (metres.some((point) => point === null)) return [];
    return [
      {
        cameraId: camera.id,
        zoneId: zone.id,
        name: zone.name,
        shape: zone.shape,
        points: metres.map((point): LngLat => {
          const place = placeAt(position, point as Point);
          return [place.longitude, place.latitude];
        }),
      },
    ];
  });
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

/** The density of a zone: its value, or null while it is not measured or too old to believe. */
export function densityOf(
  measures: readonly Measure[],
  zoneId: string,
  nowMs: number,
  maxAgeMs: number,
): Measure | null {
  const found = measures.find((measure) => measure.kind === 'density' && measure.zoneId === zoneId);
  return found === undefined || found.value === null || nowMs - found.atMs > maxAgeMs ? null : found;
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
