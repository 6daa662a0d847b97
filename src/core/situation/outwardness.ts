import type { Point } from '../geometry.ts';

/** A runner: where, and the unit vector of motion. */
export type Heading = { readonly at: Point; readonly heading: Point };

/** Mean cosine between the way from the centre and the way of running from which on people run apart. */
const leastOutward = 0.7;
/** Length of the mean heading above which all run to one side: 0.64 is a half circle, 0.71 two streams at a right angle. */
const mostOneSided = 0.7;
/** Keeps the centre near the people where their ways are parallel and meet nowhere. */
const pull = 0.05;

/**
 * Whether people run apart: away from a common centre, in more than one direction. The centre is the point that lies nearest to
 * all their ways drawn backwards and forwards, so it may be beside the crowd (a bang at its edge).
 * @returns `share`: mean cosine, 1 is straight outward, 0 passing by, -1 running together; `isApart` false for fewer than 3.
 */
export function outwardness(runners: readonly Heading[]): {
  readonly share: number;
  readonly isApart: boolean;
} {
  const n = runners.length;
  if (n < 3) return { share: 0, isApart: false };
  const centre = centreOf(runners);
  let [sum, hx, hy] = [0, 0, 0];
  for (const { at, heading } of runners) {
    const distance = Math.hypot(at.x - centre.x, at.y - centre.y);
    const out = (at.x - centre.x) * heading.x + (at.y - centre.y) * heading.y;
    sum += distance > 0 ? out / distance : 0;
    hx += heading.x;
    hy += heading.y;
  }
  const share = sum / n;
  return { share, isApart: share >= leastOutward && Math.hypot(hx, hy) / n <= mostOneSided };
}

/** Least squares of the distances to all ways, drawn a little to the middle of the people. */
function centreOf(runners: readonly Heading[]): Point {
  const n = runners.length;
  const middle = {
    x: runners.reduce((sum, r) => sum + r.at.x, 0) / n,
    y: runners.reduce((sum, r) => sum + r.at.y, 0) / n,
  };
  let [a, b, c, p, q] = [pull * n, 0, pull * n, 0, 0];
  for (const { at, heading } of runners) {
    // The projector across the way: I - h h'.
    const [xx, xy, yy] = [1 - heading.x ** 2, -heading.x * heading.y, 1 - heading.y ** 2];
    const [x, y] = [at.x - middle.x, at.y - middle.y];
    a += xx;
    b += xy;
    c += yy;
    p += xx * x + xy * y;
    q += xy * x + yy * y;
  }
  const det = a * c - b * b;
  return { x: middle.x + (c * p - b * q) / det, y: middle.y + (a * q - b * p) / det };
}
