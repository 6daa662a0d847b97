import { type Point, polygonArea } from '../../geometry.ts';

/** Whether every corner turns the same way (straight ones allowed) and the outline goes round once. */
export function isConvex(polygon: readonly Point[]): boolean {
  let turned = 0;
  let side = 0;
  for (let i = 0; i < polygon.length; i++) {
    const [a, b, c] = [0, 1, 2].map((k) => polygon[(i + k) % polygon.length]!) as [Point, Point, Point];
    const ab = { x: b.x - a.x, y: b.y - a.y };
    const bc = { x: c.x - b.x, y: c.y - b.y };
    const cross = ab.x * bc.y - ab.y * bc.x;
    if (cross !== 0 && side !== 0 && Math.sign(cross) !== side) return false;
    if (cross !== 0) side = Math.sign(cross);
    turned += Math.atan2(cross, ab.x * bc.x + ab.y * bc.y);
  }
  return side !== 0 && Math.abs(Math.abs(turned) - 2 * Math.PI) < 1e-6;
}

/**
 * The part of a polygon inside a convex one (Sutherland and Hodgman 1974). Where the subject is not convex, parts hang
 * together by edges without width: the area is right, the outline is not that of separate parts.
 * @returns empty where they do not meet.
 */
export function clipToConvex(subject: readonly Point[], convex: readonly Point[]): readonly Point[] {
  const turn = isCounterClockwise(convex) ? 1 : -1;
  let left = subject;
  for (let i = 0, j = convex.length - 1; i < convex.length && left.length > 0; j = i++) {
    left = keepSide(left, convex[j]!, convex[i]!, turn);
  }
  return left;
}

/** Area shared by a polygon and a convex one, in the square of the caller's unit. */
export function areaInConvex(subject: readonly Point[], convex: readonly Point[]): number {
  return polygonArea(clipToConvex(subject, convex));
}

function keepSide(subject: readonly Point[], a: Point, b: Point, turn: number): Point[] {
  const kept: Point[] = [];
  const distance = (p: Point) => turn * ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
  let from = subject.at(-1)!;
  let fromDistance = distance(from);
  for (const to of subject) {
    const toDistance = distance(to);
    if (fromDistance >= 0 !== toDistance >= 0) {
      const share = fromDistance / (fromDistance - toDistance);
      kept.push({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
    }
    if (toDistance >= 0) kept.push(to);
    from = to;
    fromDistance = toDistance;
  }
  return kept;
}

function isCounterClockwise(polygon: readonly Point[]): boolean {
  let twice = 0;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    twice += polygon[j]!.x * polygon[i]!.y - polygon[i]!.x * polygon[j]!.y;
  }
  return twice > 0;
}
