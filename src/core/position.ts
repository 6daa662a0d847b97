/** WGS 84 degrees. */
export type Position = { readonly latitude: number; readonly longitude: number };

const earthRadiusM = 6_371_008.8;

/** Along the great circle of a sphere, metres: within 0.6 % of the ellipsoid. */
export function metresBetween(a: Position, b: Position): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((b.latitude - a.latitude) * radians) / 2) ** 2;
  const east = Math.sin(((b.longitude - a.longitude) * radians) / 2) ** 2;
  const across = Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians);
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(north + across * east)));
}
