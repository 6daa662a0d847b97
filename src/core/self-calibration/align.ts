import type { CalibrationPoint } from '../camera.ts';
import type { Matrix3, Point } from '../geometry.ts';
import { groundAt } from '../ground-plane.ts';

/** Turns, moves and, where that fits far better, mirrors ground metres; never stretches them. */
export type Placement = {
  readonly cos: number;
  readonly sin: number;
  readonly isMirrored: boolean;
  readonly fromMiddle: Point;
  readonly toMiddle: Point;
};

export const unplaced: Placement = {
  cos: 1,
  sin: 0,
  isMirrored: false,
  fromMiddle: { x: 0, y: 0 },
  toMiddle: { x: 0, y: 0 },
};

/** Mirrored only when that leaves less than half the difference: few points say little of it. */
const mirrorShare = 0.5;

/**
 * The rigid motion that lays one set of points best on another (Kabsch 1976, in the plane).
 * @returns null for fewer than two pairs, or all in one place.
 */
export function placementOf(from: readonly Point[], to: readonly Point[]): Placement | null {
  if (from.length < 2) return null;
  const [fromMiddle, toMiddle] = [middleOf(from), middleOf(to)];
  const straight = turned(from, to, { fromMiddle, toMiddle, isMirrored: false });
  if (from.length < 3) return straight;
  const mirrored = turned(from, to, { fromMiddle, toMiddle, isMirrored: true });
  if (straight === null || mirrored === null) return straight;
  return off(mirrored, from, to) < mirrorShare * off(straight, from, to) ? mirrored : straight;
}

export function placed({ cos, sin, isMirrored, fromMiddle, toMiddle }: Placement, p: Point): Point {
  const x = (p.x - fromMiddle.x) * (isMirrored ? -1 : 1);
  const y = p.y - fromMiddle.y;
  return { x: toMiddle.x + cos * x - sin * y, y: toMiddle.y + sin * x + cos * y };
}

/**
 * By how many metres a proposed ground misses each point, once it is turned and moved to lie best on all of them.
 * @returns null at points beyond the proposed horizon, and everywhere while two points are not known.
 */
export function differencesOf(
  groundFromImage: Matrix3,
  points: readonly CalibrationPoint[],
): readonly (number | null)[] {
  const found = points.map(({ image }) => groundAt(groundFromImage, image));
  const placement = placementOn(groundFromImage, points);
  return points.map(({ ground }, i) => {
    const at = found[i];
    if (!at || placement === null) return null;
    const { x, y } = placed(placement, at);
    return Math.hypot(x - ground.x, y - ground.y);
  });
}

/** How a proposed ground lies on points whose ground is known; null while two are not known. */
export function placementOn(groundFromImage: Matrix3, points: readonly CalibrationPoint[]): Placement | null {
  const both = points.flatMap(({ image, ground }) => {
    const at = groundAt(groundFromImage, image);
    return at === null ? [] : [{ at, ground }];
  });
  return placementOf(
    both.map(({ at }) => at),
    both.map(({ ground }) => ground),
  );
}

function turned(
  from: readonly Point[],
  to: readonly Point[],
  { fromMiddle, toMiddle, isMirrored }: Pick<Placement, 'fromMiddle' | 'toMiddle' | 'isMirrored'>,
): Placement | null {
  let dot = 0;
  let cross = 0;
  for (const [i, p] of from.entries()) {
    const q = to[i]!;
    const x = (p.x - fromMiddle.x) * (isMirrored ? -1 : 1);
    const y = p.y - fromMiddle.y;
    dot += x * (q.x - toMiddle.x) + y * (q.y - toMiddle.y);
    cross += x * (q.y - toMiddle.y) - y * (q.x - toMiddle.x);
  }
  const length = Math.hypot(dot, cross);
  if (!(length > 1e-9)) return null;
  return { cos: dot / length, sin: cross / length, isMirrored, fromMiddle, toMiddle };
}

function off(placement: Placement, from: readonly Point[], to: readonly Point[]): number {
  return from.reduce((sum, p, i) => {
    const { x, y } = placed(placement, p);
    return sum + (x - to[i]!.x) ** 2 + (y - to[i]!.y) ** 2;
  }, 0);
}

function middleOf(points: readonly Point[]): Point {
  const n = points.length;
  return {
    x: points.reduce((sum, p) => sum + p.x, 0) / n,
    y: points.reduce((sum, p) => sum + p.y, 0) / n,
  };
}
