/** How coarse a mask must be: rules in parts of a person and of a number plate, with their sources. */
import type { Box } from '../core/geometry.ts';
import { blockOfAtLeast } from './mask-cells.ts';

/**
 * Block for a person's box: a head is at most two blocks high. A standing adult is 7.5 heads tall, so a fifteenth of
 * the height; a box cut off below (head and shoulders) is as wide as the shoulders, about 2.5 heads, so a fifth of the
 * width. Faces are named down to about 15 pixels across (Bachmann 1991), so two blocks leave a wide margin; the finest
 * block of 8 pixels is the floor for far people, whose head is then less than one block.
 */
export function personBlockPx(box: Box): number {
  return blockOfAtLeast(Math.max(box.h / 15, box.w / 5));
}

/** Block for a region that moves and was not detected: it may hold several people, the tallest as high as the region. */
export function movingBlockPx(heightPx: number): number {
  return blockOfAtLeast(Math.max(16, heightPx / 10));
}

/** Block for a whole picture: ten blocks or so along the longer side, less than any face needs. */
export function wholeBlockPx(size: { readonly widthPx: number; readonly heightPx: number }): number {
  return blockOfAtLeast(Math.max(size.widthPx, size.heightPx) / 12);
}

/**
 * Pixels per metre above which a plate might be read. Characters are 0.08 m high; the smallest letters a display can
 * show apart are 5 pixels high, and several frames together may double what one shows. 37.5 px/m leaves 3 pixels (a
 * plate of 0.52 x 0.11 m is then 20 x 4 pixels).
 */
export const plateLimitPxPerM = 37.5;

/**
 * Block for a vehicle, or null where it may stay clear: one block is as high as the plate (0.11 m), so a character is
 * less than a block.
 */
export function vehicleBlockPx(pxPerM: number): number | null {
  return pxPerM > plateLimitPxPerM ? blockOfAtLeast(0.11 * pxPerM) : null;
}

/**
 * Upper bound of the pixel density at a vehicle without calibration: a car is at least 1.5 m wide and 1.2 m high, so
 * the smaller of the two guesses. A box that touches the picture's edge is cut off and may be nearer than it looks:
 * then the larger.
 */
export function vehiclePxPerM(
  box: Box,
  size: { readonly widthPx: number; readonly heightPx: number },
): number {
  const byWidth = box.w / 1.5;
  const byHeight = box.h / 1.2;
  const marginPx = 2;
  const isCutOff =
    box.x <= marginPx ||
    box.y <= marginPx ||
    box.x + box.w >= size.widthPx - marginPx ||
    box.y + box.h >= size.heightPx - marginPx;
  return isCutOff ? Math.max(byWidth, byHeight) : Math.min(byWidth, byHeight);
}
