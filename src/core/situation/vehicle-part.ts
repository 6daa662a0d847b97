import type { Box } from '../geometry.ts';

/** So much of a part's box lies within the whole one. */
const leastShare = 0.75;
/** A part is smaller than this share of the whole. Of two vehicles where one hides the other neither is so much smaller. */
const largestPart = 0.4;

/**
 * Whether a box is only a part of a vehicle that is found whole: where one vehicle hides half of the next, a wheel and a lamp beside it
 * may be taken for a vehicle of their own.
 * @param others boxes of the other vehicles, one unit throughout.
 */
export function isVehiclePart(box: Box, others: readonly Box[]): boolean {
  const area = box.w * box.h;
  return others.some((other) => {
    if (area > largestPart * other.w * other.h) return false;
    const w = Math.min(box.x + box.w, other.x + other.w) - Math.max(box.x, other.x);
    const h = Math.min(box.y + box.h, other.y + other.h) - Math.max(box.y, other.y);
    return w > 0 && h > 0 && w * h >= leastShare * area;
  });
}
