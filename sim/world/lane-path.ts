/** The middle line of a lane on the ground, measured along its way. */
import type { Point } from '../../src/core/geometry.ts';

export type LanePath = {
  readonly id: string;
  readonly points: readonly Point[];
  readonly lengthM: number;
  /** Position and heading (clockwise from north, radians) at a way along the lane; straight on beyond both ends. */
  at(alongM: number): { readonly x: number; readonly y: number; readonly heading: number };
};

export function lanePath(id: string, points: readonly Point[]): LanePath {
  const starts: number[] = [0];
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    starts.push(starts[i - 1]! + Math.hypot(b.x - a.x, b.y - a.y));
  }
  const lengthM = starts.at(-1)!;
  return {
    id,
    points,
    lengthM,
    at(alongM) {
      let i = 1;
      while (i < points.length - 1 && alongM > starts[i]!) i++;
      const a = points[i - 1]!;
      const b = points[i]!;
      const t = (alongM - starts[i - 1]!) / (starts[i]! - starts[i - 1]!);
      return {
        x: a.x + (b.x - a.x) * t,
        y: a.y + (b.y - a.y) * t,
        heading: Math.atan2(b.x - a.x, b.y - a.y),
      };
    },
  };
}

/** Rounds a corner: the quadratic curve from `from` over the control point `over` to `to`. */
export function bend(from: Point, over: Point, to: Point, pieces = 14): Point[] {
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const t = i / pieces;
    const u = 1 - t;
    return {
      x: u * u * from.x + 2 * u * t * over.x + t * t * to.x,
      y: u * u * from.y + 2 * u * t * over.y + t * t * to.y,
    };
  });
}
