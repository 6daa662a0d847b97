import type { Point } from '../../core/geometry.ts';
import type { Zone } from '../../core/zone.ts';

/** What a dragged point may stick to. Fractions of the picture. */
export type SnapTargets = {
  readonly points: readonly Point[];
  readonly sides: readonly (readonly [Point, Point])[];
};

export type Snapped = { readonly at: Point; readonly to: 'corner' | 'side' | 'border' | null };

/** Corners and sides of the other zones; the picture's border always counts. */
export function snapTargets(zones: readonly Zone[], exceptId: string | null): SnapTargets {
  const others = zones.filter((zone) => zone.id !== exceptId);
  return {
    points: others.flatMap((zone) => zone.points),
    sides: others.flatMap((zone) => sidesOf(zone)),
  };
}

export function sidesOf({ points, shape }: Pick<Zone, 'points' | 'shape'>): (readonly [Point, Point])[] {
  const sides = points.slice(1).map((point, i) => [points[i]!, point] as const);
  return shape === 'area' && points.length > 2 ? [...sides, [points.at(-1)!, points[0]!]] : sides;
}

/**
 * The point to take for `at`: a corner within reach first, then the picture's border, then the nearest side.
 * @param size of the picture on the screen, px, in which `reachPx` is measured.
 */
export function snap(
  at: Point,
  targets: SnapTargets,
  size: { readonly w: number; readonly h: number },
  reachPx = 9,
): Snapped {
  const distance = (p: Point) => Math.hypot((p.x - at.x) * size.w, (p.y - at.y) * size.h);
  const corner = nearest(targets.points, distance);
  if (corner && distance(corner) <= reachPx) return { at: corner, to: 'corner' };

  const border = {
    x: at.x * size.w <= reachPx ? 0 : (1 - at.x) * size.w <= reachPx ? 1 : at.x,
    y: at.y * size.h <= reachPx ? 0 : (1 - at.y) * size.h <= reachPx ? 1 : at.y,
  };
  if (border.x !== at.x || border.y !== at.y) return { at: border, to: 'border' };

  const feet = targets.sides.map((side) => footOn(side, at, size));
  const foot = nearest(feet, distance);
  if (foot && distance(foot) <= reachPx) return { at: foot, to: 'side' };
  return { at, to: null };
}

/** The point of a side nearest to `p`, as seen on the screen. */
export function footOn([a, b]: readonly [Point, Point], p: Point, size: { w: number; h: number }): Point {
  const [dx, dy] = [(b.x - a.x) * size.w, (b.y - a.y) * size.h];
  const length2 = dx * dx + dy * dy;
  if (length2 === 0) return a;
  const along = ((p.x - a.x) * size.w * dx + (p.y - a.y) * size.h * dy) / length2;
  const t = Math.min(1, Math.max(0, along));
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

function nearest(points: readonly Point[], distance: (p: Point) => number): Point | null {
  return points.reduce<Point | null>((best, p) => (best && distance(best) <= distance(p) ? best : p), null);
}
