import { type Box, isInside, type Point } from '../geometry.ts';
import type { StillRegion } from '../still-region.ts';
import type { ZoneScene } from './zone-scene.ts';

export function centreOf(box: Box): Point {
  return { x: box.x + box.w / 2, y: box.y + box.h / 2 };
}

/** Its middle is strictly inside the area: a thing is small, and one on a shelf has no foot. */
export function isRegionIn({ view, frame }: ZoneScene, { box }: StillRegion): boolean {
  const { x, y } = centreOf(box);
  return isInside({ x: x / frame.widthPx, y: y / frame.heightPx }, view.zone.points);
}
