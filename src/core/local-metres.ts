import type { Point } from './geometry.ts';
import type { Position } from './position.ts';

const degree = Math.PI / 180;

/** WGS 84. */
const equatorM = 6_378_137;
const eccentricity2 = 0.006_694_379_990_14;

/** Metres of one degree east and north at a latitude of the ellipsoid. */
function metresPerDegree(latitude: number): { east: number; north: number } {
  const w2 = 1 - eccentricity2 * Math.sin(latitude * degree) ** 2;
  return {
    east: (equatorM / Math.sqrt(w2)) * Math.cos(latitude * degree) * degree,
    north: ((equatorM * (1 - eccentricity2)) / w2 ** 1.5) * degree,
  };
}

/** Metres east and north of `origin` on the plane that touches the ellipsoid there: exact to a centimetre over the ground one camera sees. */
export function metresFrom(origin: Position, place: Position): Point {
  const { east, north } = metresPerDegree(origin.latitude);
  return {
    x: (place.longitude - origin.longitude) * east,
    y: (place.latitude - origin.latitude) * north,
  };
}

export function placeAt(origin: Position, metres: Point): Position {
  const { east, north } = metresPerDegree(origin.latitude);
  return {
    latitude: origin.latitude + metres.y / north,
    longitude: origin.longitude + metres.x / east,
  };
}
