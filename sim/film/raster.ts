/** Draws solids into the canvas: flat faces with a depth test at twice the resolution, then averaged down. */
import type { Pinhole, Point3, Seen } from '../world/pinhole.ts';
import type { Canvas } from './canvas.ts';
import type { Rgb } from './figure-look.ts';

export type LitFace = { readonly corners: readonly Point3[]; readonly rgb: Rgb };

const supersample = 2;
const nearM = 0.6;

/** Pixel bounds within the canvas of what was drawn, how much of it lies within, and its covered area. */
export type Drawn = {
  readonly box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly areaPx: number;
  /** Share of the solid's outline that lies within the picture, 0..1. */
  readonly insideShare: number;
};

export class Raster {
  readonly #w: number;
  readonly #h: number;
  readonly #depth: Float32Array;
  readonly #rgb: Uint8ClampedArray;
  readonly #canvas: Canvas;
  readonly #camera: Pinhole;

  constructor(canvas: Canvas, camera: Pinhole) {
    this.#canvas = canvas;
    this.#camera = camera;
    this.#w = canvas.w * supersample;
    this.#h = canvas.h * supersample;
    this.#depth = new Float32Array(this.#w * this.#h);
    this.#rgb = new Uint8ClampedArray(this.#w * this.#h * 3);
  }

  /** Draws one solid over what is there. Null when nothing of it is in the picture. */
  draw(faces: readonly LitFace[], owner: number): Drawn | null {
    const polygons: { points: Float64Array; rgb: Rgb }[] = [];
    let [x0, y0, x1, y1] = [1e9, 1e9, -1e9, -1e9];
    for (const face of faces) {
      const points = this.#outline(face.corners);
      if (!points) continue;
      for (let i = 0; i < points.length; i += 3) {
        x0 = Math.min(x0, points[i]!);
        x1 = Math.max(x1, points[i]!);
        y0 = Math.min(y0, points[i + 1]!);
        y1 = Math.max(y1, points[i + 1]!);
      }
      polygons.push({ points, rgb: face.rgb });
    }
    const left = Math.max(0, Math.floor(x0 / 2) * 2);
    const top = Math.max(0, Math.floor(y0 / 2) * 2);
    const right = Math.min(this.#w, Math.ceil((x1 + 1) / 2) * 2);
    const bottom = Math.min(this.#h, Math.ceil((y1 + 1) / 2) * 2);
    if (left >= right || top >= bottom) return null;
    for (let y = top; y < bottom; y++) this.#depth.fill(0, y * this.#w + left, y * this.#w + right);
    for (const polygon of polygons) this.#fill(polygon.points, polygon.rgb);
    const areaPx = this.#settle({ left, top, right, bottom }, owner);
    if (areaPx === 0) return null;
    const inside = {
      x0: Math.max(0, x0 / supersample),
      y0: Math.max(0, y0 / supersample),
      x1: Math.min(this.#canvas.w, x1 / supersample),
      y1: Math.min(this.#canvas.h, y1 / supersample),
    };
    const w = inside.x1 - inside.x0;
    const h = inside.y1 - inside.y0;
    const whole = ((x1 - x0) * (y1 - y0)) / (supersample * supersample);
    return { box: { x: inside.x0, y: inside.y0, w, h }, areaPx, insideShare: Math.min(1, (w * h) / whole) };
  }

  /** x, y (fine pixels) and 1/depth of each corner, clipped at the near plane. */
  #outline(corners: readonly Point3[]): Float64Array | null {
    const seen = corners.map((corner) => this.#camera.see(corner));
    const kept: Seen[] = [];
    for (let i = 0; i < seen.length; i++) {
      const a = seen[i]!;
      const b = seen[(i + 1) % seen.length]!;
      if (a.depth >= nearM) kept.push(a);
      if (a.depth >= nearM !== b.depth >= nearM) {
        const t = (nearM - a.depth) / (b.depth - a.depth);
        kept.push({ right: a.right + (b.right - a.right) * t, up: a.up + (b.up - a.up) * t, depth: nearM });
      }
    }
    if (kept.length < 3) return null;
    const focal = this.#camera.focalPx * supersample;
    const out = new Float64Array(kept.length * 3);
    kept.forEach((p, i) => {
      out[i * 3] = this.#w / 2 + (focal * p.right) / p.depth;
      out[i * 3 + 1] = this.#h / 2 - (focal * p.up) / p.depth;
      out[i * 3 + 2] = 1 / p.depth;
    });
    return out;
  }

  /** Scan-fills a convex polygon; 1/depth is linear in the picture, so it is stepped from its plane. */
  #fill(points: Float64Array, [r, g, b]: Rgb): void {
    const count = points.length / 3;
    const plane = planeOf(points);
    if (!plane) return;
    let top = 1e9;
    let bottom = -1e9;
    for (let i = 0; i < count; i++) {
      top = Math.min(top, points[i * 3 + 1]!);
      bottom = Math.max(bottom, points[i * 3 + 1]!);
    }
    const yEnd = Math.min(this.#h - 1, Math.ceil(bottom - 0.5) - 1);
    for (let y = Math.max(0, Math.ceil(top - 0.5)); y <= yEnd; y++) {
      const cy = y + 0.5;
      let from = 1e9;
      let to = -1e9;
      for (let i = 0; i < count; i++) {
        const j = (i + 1) % count;
        const ay = points[i * 3 + 1]!;
        const by = points[j * 3 + 1]!;
        if (ay > cy === by > cy) continue;
        const x = points[i * 3]! + ((points[j * 3]! - points[i * 3]!) * (cy - ay)) / (by - ay);
        from = Math.min(from, x);
        to = Math.max(to, x);
      }
      const xEnd = Math.min(this.#w - 1, Math.ceil(to - 0.5) - 1);
      for (let x = Math.max(0, Math.ceil(from - 0.5)); x <= xEnd; x++) {
        const nearness = plane.at + plane.dx * (x + 0.5) + plane.dy * cy;
        const o = y * this.#w + x;
        if (nearness <= this.#depth[o]!) continue;
        this.#depth[o] = nearness;
        this.#rgb[o * 3] = r;
        this.#rgb[o * 3 + 1] = g;
        this.#rgb[o * 3 + 2] = b;
      }
    }
  }

  /** Averages the fine pixels into the canvas. */
  #settle(area: { left: number; top: number; right: number; bottom: number }, owner: number): number {
    const { rgb, owners, w } = this.#canvas;
    let areaPx = 0;
    for (let y = area.top; y < area.bottom; y += 2) {
      for (let x = area.left; x < area.right; x += 2) {
        let [hits, r, g, b] = [0, 0, 0, 0];
        for (let k = 0; k < 4; k++) {
          const o = (y + (k >> 1)) * this.#w + x + (k & 1);
          if (this.#depth[o] === 0) continue;
          hits++;
          r += this.#rgb[o * 3]!;
          g += this.#rgb[o * 3 + 1]!;
          b += this.#rgb[o * 3 + 2]!;
        }
        if (hits === 0) continue;
        const o = (y >> 1) * w + (x >> 1);
        const keep = 1 - hits / 4;
        rgb[o * 3] = rgb[o * 3]! * keep + r / 4;
        rgb[o * 3 + 1] = rgb[o * 3 + 1]! * keep + g / 4;
        rgb[o * 3 + 2] = rgb[o * 3 + 2]! * keep + b / 4;
        if (hits >= 2) {
          owners[o] = owner;
          areaPx++;
        }
      }
    }
    return areaPx;
  }
}

function planeOf(p: Float64Array): { at: number; dx: number; dy: number } | null {
  const count = p.length / 3;
  for (let i = 2; i < count; i++) {
    const ax = p[3]! - p[0]!;
    const ay = p[4]! - p[1]!;
    const bx = p[i * 3]! - p[0]!;
    const by = p[i * 3 + 1]! - p[1]!;
    const area = ax * by - ay * bx;
    if (Math.abs(area) < 1e-6) continue;
    const an = p[5]! - p[2]!;
    const bn = p[i * 3 + 2]! - p[2]!;
    const dx = (an * by - bn * ay) / area;
    const dy = (bn * ax - an * bx) / area;
    return { dx, dy, at: p[2]! - dx * p[0]! - dy * p[1]! };
  }
  return null;
}
