/**
 * How far texture has moved between two pictures, at places that are asked for: gradients in a small window, coarse to fine.
 * It knows no things. Where there is no corner to hold on to, or the way back does not lead to where it began, it says so.
 * The brightness of the picture before is kept in memory as long as somebody asks, and wiped after.
 * @see Lucas & Kanade 1981; Baker & Matthews 2004, doi:10.1023/B:VISI.0000011205.11775.fd (inverse compositional);
 *   Bouguet 2000 (pyramid); Kalal et al. 2010, doi:10.1109/ICPR.2010.675 (forward-backward)
 */
import type { FlowAsk, FlowField } from '../core/flow-field.ts';
import { type Level, pyramidOf } from './luma-pyramid.ts';
import type { Yuv420 } from './picture.ts';

/** Pictures closer than this are not compared: the way is less than the error, ms. */
const shortestMs = 150;
/** In more, people have moved too far, ms. */
const longestMs = 600;
const mostSteps = 6;
const enoughPx = 0.02;
/** A window is this many pixels wide at the least, and at the most. */
const leastRadiusPx = 3;
const mostRadiusPx = 8;
/** Lesser eigenvalue of the gradients, grey levels squared a pixel: below is one edge, or noise. */
const leastCorner = 6;
/** The way there and back may end so far from its beginning, px. */
const mostAstrayPx = 0.5;
/** Deviation of the two windows' difference in grey levels: more is something else. */
const mostUnlike = 18;

export type TextureFlow = {
  previous: { readonly levels: readonly Level[]; readonly atMs: number } | null;
};

export function createFlow(): TextureFlow {
  return { previous: null };
}

/**
 * @param asks nothing asked: nothing is kept, and nothing is done.
 * @returns one for each asked; empty for the first picture, and where it comes too soon or too late after the last.
 */
export function advanceFlow(
  flow: TextureFlow,
  picture: Yuv420,
  atMs: number,
  asks: readonly FlowAsk[],
): readonly FlowField[] {
  if (asks.length === 0) {
    forgetFlow(flow);
    return [];
  }
  const before = flow.previous;
  const intervalMs = before === null ? 0 : atMs - before.atMs;
  if (intervalMs > 0 && intervalMs < shortestMs) return [];
  const levels = pyramidOf(picture);
  flow.previous = { levels, atMs };
  if (before === null) return [];
  const isComparable = intervalMs > 0 && intervalMs <= longestMs && isSameSize(before.levels, levels);
  const fields = (isComparable ? asks : []).map((ask) => ({
    zoneId: ask.zoneId,
    intervalMs,
    moved: movedAt(ask, before.levels, levels),
  }));
  wipe(before.levels);
  return fields;
}

/** Wipes the picture before: a new run, or nobody asks. */
export function forgetFlow(flow: TextureFlow): void {
  wipe(flow.previous?.levels ?? []);
  flow.previous = null;
}

function wipe(levels: readonly Level[]): void {
  for (const { luma } of levels) luma.fill(0);
}

function isSameSize([a]: readonly Level[], [b]: readonly Level[]): boolean {
  return a?.w === b?.w && a?.h === b?.h;
}

function movedAt(ask: FlowAsk, from: readonly Level[], to: readonly Level[]): Float32Array {
  const { w, h } = from[0]!;
  const radius = Math.min(Math.max(Math.round((ask.windowShare * w - 1) / 2), leastRadiusPx), mostRadiusPx);
  const window = createWindow(radius);
  const moved = new Float32Array(ask.points.length).fill(Number.NaN);
  for (let i = 0; i < ask.points.length; i += 2) {
    const x = ask.points[i]! * w - 0.5;
    const y = ask.points[i + 1]! * h - 0.5;
    const there = wayFrom(window, { x, y }, from, to);
    if (there === null) continue;
    moved[i] = there.x / w;
    moved[i + 1] = there.y / h;
  }
  return moved;
}

type Way = { x: number; y: number };

function wayFrom(window: Window, at: Way, from: readonly Level[], to: readonly Level[]): Way | null {
  const way = { x: 0, y: 0 };
  for (let l = from.length - 1; l >= 0; l--) {
    const scale = 2 ** l;
    const isFine = l === 0;
    // Level pixels lie between those below: (x + 0.5) / 2 - 0.5.
    const place = { x: (at.x + 0.5) / scale - 0.5, y: (at.y + 0.5) / scale - 0.5 };
    way.x *= 2;
    way.y *= 2;
    if (!takeTemplate(window, from[l]!, place, isFine ? leastCorner : 0)) {
      if (isFine) return null;
      continue;
    }
    const unlike = follow(window, to[l]!, place, way);
    if (unlike === null) {
      if (isFine) return null;
      way.x = 0;
      way.y = 0;
    } else if (isFine && unlike > mostUnlike) return null;
  }
  const back = { x: -way.x, y: -way.y };
  const end = { x: at.x + way.x, y: at.y + way.y };
  if (!takeTemplate(window, to[0]!, end, 0)) return null;
  if (follow(window, from[0]!, end, back) === null) return null;
  return Math.hypot(way.x + back.x, way.y + back.y) > mostAstrayPx ? null : way;
}

/** The first picture's window with its gradients. Made once, filled again for each place. */
type Window = {
  readonly radius: number;
  readonly luma: Float32Array;
  readonly gx: Float32Array;
  readonly gy: Float32Array;
  /** Inverse of the summed squares of the gradients, their mean taken off: light that changes moves nothing. */
  xx: number;
  xy: number;
  yy: number;
};

function createWindow(radius: number): Window {
  const n = (2 * radius + 1) ** 2;
  const floats = () => new Float32Array(n);
  return { radius, luma: floats(), gx: floats(), gy: floats(), xx: 0, xy: 0, yy: 0 };
}

/** @returns false outside the picture, or without texture. */
function takeTemplate(window: Window, { luma, w, h }: Level, at: Way, least: number): boolean {
  const { radius } = window;
  const left = Math.floor(at.x) - radius;
  const top = Math.floor(at.y) - radius;
  if (left < 1 || top < 1 || left + 2 * radius + 2 >= w || top + 2 * radius + 2 >= h) return false;
  const fx = at.x - Math.floor(at.x);
  const fy = at.y - Math.floor(at.y);
  const [a, b, c, d] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
  let [sumX, sumY] = [0, 0];
  let n = 0;
  for (let row = 0; row <= 2 * radius; row++) {
    let p = (top + row) * w + left;
    for (let column = 0; column <= 2 * radius; column++, p++, n++) {
      const q = p + w;
      window.luma[n] = a * luma[p]! + b * luma[p + 1]! + c * luma[q]! + d * luma[q + 1]!;
      const right = a * luma[p + 1]! + b * luma[p + 2]! + c * luma[q + 1]! + d * luma[q + 2]!;
      const before = a * luma[p - 1]! + b * luma[p]! + c * luma[q - 1]! + d * luma[q]!;
      const above = a * luma[p - w]! + b * luma[p - w + 1]! + c * luma[p]! + d * luma[p + 1]!;
      const r = q + w;
      const below = a * luma[q]! + b * luma[q + 1]! + c * luma[r]! + d * luma[r + 1]!;
      const gx = (right - before) / 2;
      const gy = (below - above) / 2;
      window.gx[n] = gx;
      window.gy[n] = gy;
      sumX += gx;
      sumY += gy;
    }
  }
  let [sxx, sxy, syy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const gx = window.gx[i]! - sumX / n;
    const gy = window.gy[i]! - sumY / n;
    window.gx[i] = gx;
    window.gy[i] = gy;
    sxx += gx * gx;
    sxy += gx * gy;
    syy += gy * gy;
  }
  const lesser = (sxx + syy - Math.hypot(sxx - syy, 2 * sxy)) / 2;
  if (!(lesser > least * n) || lesser <= 0) return false;
  const det = sxx * syy - sxy * sxy;
  window.xx = syy / det;
  window.xy = -sxy / det;
  window.yy = sxx / det;
  return true;
}

/**
 * Moves `way` until the window fits.
 * @returns deviation of the difference at the last step, grey levels; null when it goes too far or leaves the picture.
 */
function follow(window: Window, { luma, w, h }: Level, at: Way, way: Way): number | null {
  const { radius, gx, gy } = window;
  const n = gx.length;
  const most = 2 * radius + 1;
  const begun = { x: way.x, y: way.y };
  let unlike = 0;
  for (let step = 0; step < mostSteps; step++) {
    const x = at.x + way.x;
    const y = at.y + way.y;
    const left = Math.floor(x) - radius;
    const top = Math.floor(y) - radius;
    if (!(left >= 0 && top >= 0 && left + 2 * radius + 1 < w && top + 2 * radius + 1 < h)) return null;
    const fx = x - Math.floor(x);
    const fy = y - Math.floor(y);
    const [a, b, c, d] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
    let [sx, sy, sum, squares] = [0, 0, 0, 0];
    let i = 0;
    for (let row = 0; row <= 2 * radius; row++) {
      let p = (top + row) * w + left;
      for (let column = 0; column <= 2 * radius; column++, p++, i++) {
        const now = a * luma[p]! + b * luma[p + 1]! + c * luma[p + w]! + d * luma[p + w + 1]!;
        const difference = now - window.luma[i]!;
        sx += gx[i]! * difference;
        sy += gy[i]! * difference;
        sum += difference;
        squares += difference * difference;
      }
    }
    unlike = Math.sqrt(Math.max(squares / n - (sum / n) ** 2, 0));
    const dx = window.xx * sx + window.xy * sy;
    const dy = window.xy * sx + window.yy * sy;
    way.x -= dx;
    way.y -= dy;
    // Farther than its own width a window does not see.
    if (Math.abs(way.x - begun.x) > most || Math.abs(way.y - begun.y) > most) return null;
    if (dx * dx + dy * dy < enoughPx * enoughPx) break;
  }
  return unlike;
}
