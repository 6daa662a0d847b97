import { Clipper, FillRule } from 'clipper2-ts';
import { isInside, type Point, polygonArea } from '../../geometry.ts';
import { clipToConvex, isConvex } from './convex.ts';

/** Ground people can stand on: an outline, and what stands in the way inside it. Metres. */
export type WalkableArea = {
  readonly outline: readonly Point[];
  readonly obstacles: readonly (readonly Point[])[];
};

/** A piece of ground in one part. */
export type Ground = { readonly outline: readonly Point[]; readonly holes: readonly (readonly Point[])[] };

/** Digits after the point in which the clipping library computes: a micrometre. */
const digits = 6;

/** Whether a point is on ground people can stand on; its edge belongs to it. */
export function isWalkable(point: Point, { outline, obstacles }: WalkableArea): boolean {
  const isIn = isInside(point, outline) || distanceToOutline(point, outline) === 0;
  return isIn && !obstacles.some((obstacle) => isInside(point, obstacle));
}

/**
 * The part of a convex cell that is walkable and holds its person. Where a wall cuts the cell apart, the other parts are
 * behind it: nobody's, as in PedPy. A person just off the walkable ground keeps the nearest part.
 * @returns null when nothing of the cell is walkable.
 */
export function walkablePart(
  cell: readonly Point[],
  person: Point,
  area: WalkableArea & { readonly isConvex?: boolean },
): Ground | null {
  if (!meetsEdges(cell, area)) return isWalkable(cell[0]!, area) ? { outline: cell, holes: [] } : null;
  if (area.obstacles.length === 0 && (area.isConvex ?? isConvex(area.outline))) {
    const part = clipToConvex(cell, area.outline);
    return polygonArea(part) > 0 ? { outline: part, holes: [] } : null;
  }
  const within = Clipper.intersectD([[...cell]], [[...area.outline]], FillRule.NonZero, digits);
  const paths =
    area.obstacles.length === 0
      ? within
      : Clipper.differenceD(
          within,
          area.obstacles.map((o) => [...o]),
          FillRule.NonZero,
          digits,
        );
  const outlines = paths.filter((path) => Clipper.isPositiveD(path));
  const outline = outlines.find((o) => isInside(person, o)) ?? nearestTo(person, outlines);
  if (outline === null) return null;
  const holes = paths.filter((path) => !Clipper.isPositiveD(path) && isInside(path[0]!, outline));
  return { outline, holes };
}

export function groundAreaM2({ outline, holes }: Ground): number {
  return holes.reduce((left, hole) => left - polygonArea(hole), polygonArea(outline));
}

/** Whether any edge of the area may touch the cell; where none does, the cell is all in or all out. */
function meetsEdges(cell: readonly Point[], area: WalkableArea): boolean {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of cell) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return [area.outline, ...area.obstacles].some((ring) =>
    ring.some((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      return (
        Math.max(a.x, b.x) >= left &&
        Math.min(a.x, b.x) <= right &&
        Math.max(a.y, b.y) >= low &&
        Math.min(a.y, b.y) <= high
      );
    }),
  );
}

function nearestTo(person: Point, outlines: readonly (readonly Point[])[]): readonly Point[] | null {
  let nearest: readonly Point[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const outline of outlines) {
    const distance = distanceToOutline(person, outline);
    if (distance < least) [nearest, least] = [outline, distance];
  }
  return nearest;
}

function distanceToOutline(point: Point, outline: readonly Point[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    least = Math.min(least, distanceToSegment(point, outline[j]!, outline[i]!));
  }
  return least;
}

/** Metres from a point to the stretch between a and b. */
export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const length2 = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = length2 === 0 ? 0 : ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length2;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - a.x - share * (b.x - a.x), point.y - a.y - share * (b.y - a.y));
}
