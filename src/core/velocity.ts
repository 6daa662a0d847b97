import type { Point } from './geometry.ts';

export type Velocity = {
  /** Metres a second on the ground; null without ground. */
  readonly mps: Point | null;
  /** Standard error of each component of `mps`. */
  readonly errorMps: number | null;
  /** Pixels a second in the picture. */
  readonly pxPerS: Point;
  /** In sizes of the object's own box a second. */
  readonly sizesPerS: Point;
  readonly errorSizesPerS: number;
};

type Sighting = { readonly tMs: number; readonly px: Point; readonly ground: Point | null };

const leastPoints = 4;
const leastSpanMs = 400;
/** With few frames a second the window grows until it holds enough sightings, but not beyond this. */
const longestWindowMs = 10_000;

/**
 * Velocity as the least-squares slope of the newest sightings, which averages the jitter of boxes where a difference
 * of two frames would multiply it.
 * @param sizePx size of the object's box. @param windowMs how far to look back.
 * @returns null until there are 4 sightings over 0.4 s.
 */
export function velocityOf(path: readonly Sighting[], sizePx: number, windowMs: number): Velocity | null {
  const last = path.at(-1);
  if (last === undefined) return null;
  let from = path.length - 1;
  while (from > 0) {
    const age = last.tMs - path[from - 1]!.tMs;
    const isEnough = path.length - from >= leastPoints;
    if (age > longestWindowMs || (age > windowMs && isEnough)) break;
    from--;
  }
  const used = path.slice(from);
  if (used.length < leastPoints || last.tMs - used[0]!.tMs < leastSpanMs) return null;

  const px = slopeOf(used.map((p) => ({ tMs: p.tMs, at: p.px })));
  const grounded = used.flatMap((p) => (p.ground === null ? [] : [{ tMs: p.tMs, at: p.ground }]));
  const ground = grounded.length === used.length ? slopeOf(grounded) : null;
  return {
    mps: ground?.perS ?? null,
    errorMps: ground?.error ?? null,
    pxPerS: px.perS,
    sizesPerS: { x: px.perS.x / sizePx, y: px.perS.y / sizePx },
    errorSizesPerS: px.error / sizePx,
  };
}

function slopeOf(points: readonly { readonly tMs: number; readonly at: Point }[]): {
  perS: Point;
  error: number;
} {
  const n = points.length;
  const t0 = points[0]!.tMs;
  const mean = { t: 0, x: 0, y: 0 };
  for (const p of points) {
    mean.t += (p.tMs - t0) / 1000 / n;
    mean.x += p.at.x / n;
    mean.y += p.at.y / n;
  }
  let tt = 0;
  let tx = 0;
  let ty = 0;
  for (const p of points) {
    const t = (p.tMs - t0) / 1000 - mean.t;
    tt += t * t;
    tx += t * (p.at.x - mean.x);
    ty += t * (p.at.y - mean.y);
  }
  const perS = { x: tx / tt, y: ty / tt };
  let left = 0;
  for (const p of points) {
    const t = (p.tMs - t0) / 1000 - mean.t;
    left += (p.at.x - mean.x - t * perS.x) ** 2 + (p.at.y - mean.y - t * perS.y) ** 2;
  }
  return { perS, error: Math.sqrt(left / (2 * Math.max(n - 2, 1)) / tt) };
}
