/** What does not move, drawn once: shapes in metres, projected through the scene's camera into one SVG. */
import sharp from 'sharp';
import type { Pinhole, Point3, Seen } from '../world/pinhole.ts';
import { type Sprite, sprite } from './sprite.ts';

export type Paint = {
  readonly fill: string;
  readonly opacity?: number;
  readonly stroke?: string;
  readonly strokePx?: number;
};
type Flat = { readonly x: number; readonly y: number };

/** Collects shapes from back to front. */
export class Backdrop {
  readonly camera: Pinhole;
  readonly #shapes: string[] = [];
  readonly #defs: string[] = [];

  constructor(camera: Pinhole) {
    this.camera = camera;
  }

  /** Anything in SVG, in pixels of the picture. */
  raw(svg: string): void {
    this.#shapes.push(svg);
  }

  define(svg: string): void {
    this.#defs.push(svg);
  }

  /** A polygon in space; what lies behind the camera is cut off. */
  polygon(corners: readonly Point3[], paint: Paint): void {
    const path = this.path(corners);
    if (path) this.#shapes.push(`<path d="${path}" ${attributes(paint)}/>`);
  }

  /** A polygon on the ground. */
  ground(corners: readonly Flat[], paint: Paint): void {
    this.polygon(
      corners.map((p) => ({ x: p.x, y: p.y, z: 0 })),
      paint,
    );
  }

  /** A painted line on the ground of a width in metres; with dashes when both lengths are given. */
  stripe(from: Flat, to: Flat, widthM: number, paint: Paint, dash?: { onM: number; offM: number }): void {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const long = Math.hypot(dx, dy);
    const nx = (-dy / long) * (widthM / 2);
    const ny = (dx / long) * (widthM / 2);
    const piece = (a: number, b: number) => {
      const p = { x: from.x + (dx * a) / long, y: from.y + (dy * a) / long };
      const q = { x: from.x + (dx * b) / long, y: from.y + (dy * b) / long };
      this.ground(
        [
          { x: p.x + nx, y: p.y + ny },
          { x: q.x + nx, y: q.y + ny },
          { x: q.x - nx, y: q.y - ny },
          { x: p.x - nx, y: p.y - ny },
        ],
        paint,
      );
    };
    const { onM, offM } = dash ?? { onM: long, offM: 1 };
    for (let at = 0; at < long; at += onM + offM) piece(at, Math.min(long, at + onM));
  }

  /** An upright rectangle between two ground points. */
  wall(from: Flat, to: Flat, lowM: number, topM: number, paint: Paint): void {
    this.polygon(
      [
        { ...from, z: lowM },
        { ...to, z: lowM },
        { ...to, z: topM },
        { ...from, z: topM },
      ],
      paint,
    );
  }

  /** Rows of rectangles on a wall: windows. `paint` is asked for each. */
  windows(
    from: Flat,
    to: Flat,
    grid: {
      readonly columns: number;
      readonly rows: readonly (readonly [lowM: number, topM: number])[];
      readonly share: number;
    },
    paint: (column: number, row: number) => Paint,
  ): void {
    const at = (t: number) => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t });
    for (let column = 0; column < grid.columns; column++) {
      const a = (column + 0.5 - grid.share / 2) / grid.columns;
      const b = (column + 0.5 + grid.share / 2) / grid.columns;
      grid.rows.forEach(([low, top], row) => {
        this.wall(at(a), at(b), low, top, paint(column, row));
      });
    }
  }

  /** A box standing on the ground: back faces are hidden by drawing far ones first. */
  box(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    lowM: number,
    topM: number,
    paint: { side: Paint; front: Paint; top: Paint },
  ): void {
    const p = (x: number, y: number, z: number) => ({ x, y, z });
    this.polygon([p(x0, y1, lowM), p(x1, y1, lowM), p(x1, y1, topM), p(x0, y1, topM)], paint.side);
    const eye = this.camera.see(p((x0 + x1) / 2, y0, lowM)).right;
    const sides = [x0, x1].sort((a, b) => (eye > 0 ? b - a : a - b));
    for (const x of sides)
      this.polygon([p(x, y0, lowM), p(x, y1, lowM), p(x, y1, topM), p(x, y0, topM)], paint.side);
    if (topM < this.camera.heightM) {
      this.polygon([p(x0, y0, topM), p(x1, y0, topM), p(x1, y1, topM), p(x0, y1, topM)], paint.top);
    }
    this.polygon([p(x0, y0, lowM), p(x1, y0, lowM), p(x1, y0, topM), p(x0, y0, topM)], paint.front);
  }

  /** Pixels of a point in space, for shapes drawn in the picture's own units; pxPerM is the scale there. */
  at(p: Point3): { x: number; y: number; pxPerM: number } {
    const seen = this.camera.see(p);
    const depth = Math.max(0.1, seen.depth);
    return {
      x: this.camera.widthPx / 2 + (this.camera.focalPx * seen.right) / depth,
      y: this.camera.heightPx / 2 - (this.camera.focalPx * seen.up) / depth,
      pxPerM: this.camera.focalPx / depth,
    };
  }

  path(corners: readonly Point3[]): string | null {
    const seen = corners.map((corner) => this.camera.see(corner));
    const near = 0.5;
    const kept: Seen[] = [];
    for (let i = 0; i < seen.length; i++) {
      const a = seen[i]!;
      const b = seen[(i + 1) % seen.length]!;
      if (a.depth >= near) kept.push(a);
      if (a.depth >= near !== b.depth >= near) {
        const t = (near - a.depth) / (b.depth - a.depth);
        kept.push({ right: a.right + (b.right - a.right) * t, up: a.up + (b.up - a.up) * t, depth: near });
      }
    }
    if (kept.length < 3) return null;
    const { focalPx, widthPx, heightPx } = this.camera;
    const points = kept.map((p) => {
      const x = widthPx / 2 + (focalPx * p.right) / p.depth;
      const y = heightPx / 2 - (focalPx * p.up) / p.depth;
      return `${x.toFixed(2)} ${y.toFixed(2)}`;
    });
    return `M${points.join('L')}Z`;
  }

  svg(): string {
    const { widthPx, heightPx } = this.camera;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"><defs>${this.#defs.join('')}</defs>${this.#shapes.join('')}</svg>`;
  }

  /** The picture as packed RGB, as softly focused as a cheap lens. */
  async rgb(): Promise<Uint8Array> {
    const density = 144;
    const { widthPx, heightPx } = this.camera;
    return sharp(Buffer.from(this.svg()), { density })
      .resize(widthPx, heightPx, { kernel: 'cubic' })
      .flatten({ background: '#808080' })
      .blur(0.45)
      .removeAlpha()
      .raw()
      .toBuffer();
  }

  /** The same shapes on nothing: something in the foreground that people pass behind. */
  async overlay(): Promise<Sprite> {
    const { widthPx: w, heightPx: h } = this.camera;
    const rgba = new Uint8ClampedArray(await sharp(Buffer.from(this.svg())).ensureAlpha().raw().toBuffer());
    return sprite({ ...cropped(rgba, w, h), supersample: 1 });
  }
}

function attributes(paint: Paint): string {
  const stroke = paint.stroke ? ` stroke="${paint.stroke}" stroke-width="${paint.strokePx ?? 1}"` : '';
  return `fill="${paint.fill}"${paint.opacity === undefined ? '' : ` opacity="${paint.opacity}"`}${stroke}`;
}

/** Cuts away the empty margin; the anchor keeps where the picture's corner was. */
function cropped(rgba: Uint8ClampedArray, w: number, h: number) {
  let [x0, y0, x1, y1] = [w, h, 0, 0];
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      if (rgba[(y * w + x) * 4 + 3] === 0) continue;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x + 1);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y + 1);
    }
  }
  // One empty pixel all round keeps its edges soft.
  x0 -= 1;
  y0 -= 1;
  const size = { w: Math.max(1, x1 + 1 - x0), h: Math.max(1, y1 + 1 - y0) };
  const out = new Uint8ClampedArray(size.w * size.h * 4);
  for (let y = Math.max(0, y0); y < Math.min(h, y1); y++) {
    const from = (y * w + Math.max(0, x0)) * 4;
    const to = (y * w + Math.min(w, x1)) * 4;
    out.set(rgba.subarray(from, to), ((y - y0) * size.w + (Math.max(0, x0) - x0)) * 4);
  }
  return { ...size, rgba: out, anchorX: -x0, anchorY: -y0 };
}
