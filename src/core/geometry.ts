/** Plane geometry shared by zones, calibration and measures. Pure; unit-free: the caller names the unit. */

export type Point = { readonly x: number; readonly y: number };

/** Row-major 3x3 matrix. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** Axis-aligned box; x, y is the top left corner. */
export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/** Intersection over union of two boxes, 0..1. */
export function iou(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  const shared = w * h;
  return shared / (a.w * a.h + b.w * b.h - shared);
}

/** Twice-signed shoelace area halved: always >= 0. The polygon is not closed by repeating its first point. */
export function polygonArea(polygon: readonly Point[]): number {
  let twice = 0;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[j]!;
    const b = polygon[i]!;
    twice += a.x * b.y - b.x * a.y;
  }
  return Math.abs(twice) / 2;
}

/** Strictly inside: a point on the boundary is outside, as PedPy counts. */
export function isInside(point: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]!;
    const b = polygon[j]!;
    if (isOnSegment(point, a, b)) return false;
    if (a.y > point.y !== b.y > point.y) {
      const x = ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x;
      if (point.x < x) inside = !inside;
    }
  }
  return inside;
}

function isOnSegment(p: Point, a: Point, b: Point): boolean {
  const cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
  if (cross !== 0) return false;
  return (
    Math.min(a.x, b.x) <= p.x &&
    p.x <= Math.max(a.x, b.x) &&
    Math.min(a.y, b.y) <= p.y &&
    p.y <= Math.max(a.y, b.y)
  );
}

/** Applies a homography; null where the point lies on or behind the horizon. */
export function project(matrix: Matrix3, p: Point): Point | null {
  const w = matrix[6] * p.x + matrix[7] * p.y + matrix[8];
  if (!Number.isFinite(w) || Math.abs(w) < 1e-12) return null;
  return {
    x: (matrix[0] * p.x + matrix[1] * p.y + matrix[2]) / w,
    y: (matrix[3] * p.x + matrix[4] * p.y + matrix[5]) / w,
  };
}
