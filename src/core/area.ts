import type { Position } from './position.ts';

/** More is a coast line, not a district. */
export const mostAreaCorners = 200;

/** Even-odd rule on degrees: areas are districts, not continents. @param corners 3 or more, in order. */
export function isWithin(point: Position, corners: readonly Position[]): boolean {
  let isIn = false;
  for (const [i, a] of corners.entries()) {
    const b = corners[(i + corners.length - 1) % corners.length]!;
    const isBetween = a.latitude > point.latitude !== b.latitude > point.latitude;
    const share = (point.latitude - a.latitude) / (b.latitude - a.latitude);
    if (isBetween && point.longitude < a.longitude + share * (b.longitude - a.longitude)) isIn = !isIn;
  }
  return isIn;
}
