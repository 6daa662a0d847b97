/** A small picture with soft edges, kept at its own size, half and quarter, and laid into a frame at any scale. */
import type { Canvas } from './canvas.ts';

export type Level = {
  readonly w: number;
  readonly h: number /** Premultiplied. */;
  readonly rgba: Uint8ClampedArray;
};

export type Sprite = {
  readonly levels: readonly Level[];
  /** In pixels of the first level. */
  readonly anchorX: number;
  readonly anchorY: number;
  /** Opaque bounds in pixels of the first level, relative to the anchor. */
  readonly bounds: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  /** Opaque area in pixels of the first level. */
  readonly areaPx: number;
};

/** Builds the sizes from a supersampled, unmultiplied drawing. */
export function sprite(drawing: {
  readonly w: number;
  readonly h: number;
  readonly rgba: Uint8ClampedArray;
  readonly supersample: number;
  readonly anchorX: number;
  readonly anchorY: number;
}): Sprite {
  const multiplied = new Uint8ClampedArray(drawing.rgba);
  for (let i = 0; i < multiplied.length; i += 4) {
    const alpha = multiplied[i + 3]! / 255;
    for (let c = 0; c < 3; c++) multiplied[i + c] = multiplied[i + c]! * alpha;
  }
  const first = shrink({ w: drawing.w, h: drawing.h, rgba: multiplied }, drawing.supersample);
  const second = shrink(first, 2);
  const third = shrink(second, 2);
  let [x0, y0, x1, y1, areaPx] = [first.w, first.h, 0, 0, 0];
  for (let y = 0; y < first.h; y++) {
    for (let x = 0; x < first.w; x++) {
      if (first.rgba[(y * first.w + x) * 4 + 3]! < 128) continue;
      areaPx++;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x + 1);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y + 1);
    }
  }
  const { anchorX, anchorY } = drawing;
  return {
    levels: [first, second, third],
    anchorX,
    anchorY,
    bounds: { x0: x0 - anchorX, y0: y0 - anchorY, x1: x1 - anchorX, y1: y1 - anchorY },
    areaPx,
  };
}

function shrink(from: Level, by: number): Level {
  if (by === 1) return from;
  const w = Math.floor(from.w / by);
  const h = Math.floor(from.h / by);
  const rgba = new Uint8ClampedArray(w * h * 4);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < 4; c++) {
        let sum = 0;
        for (let j = 0; j < by; j++) {
          for (let i = 0; i < by; i++) sum += from.rgba[((y * by + j) * from.w + x * by + i) * 4 + c]!;
        }
        rgba[(y * w + x) * 4 + c] = sum / (by * by);
      }
    }
  }
  return { w, h, rgba };
}

/**
 * Lays a sprite into the canvas with its anchor at (x, y) and `scale` canvas pixels per sprite pixel.
 * @param owner number written to the canvas's owner map where the sprite covers it by half or more.
 */
export function blit(
  canvas: Canvas,
  from: Sprite,
  at: { readonly x: number; readonly y: number; readonly scale: number; readonly owner: number },
): void {
  let { scale } = at;
  let level = 0;
  while (scale < 0.55 && level < from.levels.length - 1) {
    scale *= 2;
    level++;
  }
  const { w, h, rgba } = from.levels[level]!;
  const shift = 1 << level;
  const left = at.x - (from.anchorX / shift) * scale;
  const top = at.y - (from.anchorY / shift) * scale;
  const x0 = Math.max(0, Math.floor(left));
  const y0 = Math.max(0, Math.floor(top));
  const x1 = Math.min(canvas.w - 1, Math.ceil(left + w * scale));
  const y1 = Math.min(canvas.h - 1, Math.ceil(top + h * scale));
  const step = 1 / scale;
  const { rgb, owners } = canvas;
  for (let y = y0; y <= y1; y++) {
    const sy = (y + 0.5 - top) * step - 0.5;
    const iy = Math.floor(sy);
    if (iy < 0 || iy >= h - 1) continue;
    const fy = sy - iy;
    for (let x = x0; x <= x1; x++) {
      const sx = (x + 0.5 - left) * step - 0.5;
      const ix = Math.floor(sx);
      if (ix < 0 || ix >= w - 1) continue;
      const p = (iy * w + ix) * 4;
      const q = p + w * 4;
      const a0 = rgba[p + 3]!;
      const a1 = rgba[p + 7]!;
      const a2 = rgba[q + 3]!;
      const a3 = rgba[q + 7]!;
      if ((a0 | a1 | a2 | a3) === 0) continue;
      const fx = sx - ix;
      const w3 = fx * fy;
      const w2 = fy - w3;
      const w1 = fx - w3;
      const w0 = 1 - fx - w2;
      const alpha = a0 * w0 + a1 * w1 + a2 * w2 + a3 * w3;
      const keep = 1 - alpha / 255;
      const o = y * canvas.w + x;
      rgb[o * 3] = rgb[o * 3]! * keep + rgba[p]! * w0 + rgba[p + 4]! * w1 + rgba[q]! * w2 + rgba[q + 4]! * w3;
      rgb[o * 3 + 1] =
        rgb[o * 3 + 1]! * keep +
        rgba[p + 1]! * w0 +
        rgba[p + 5]! * w1 +
        rgba[q + 1]! * w2 +
        rgba[q + 5]! * w3;
      rgb[o * 3 + 2] =
        rgb[o * 3 + 2]! * keep +
        rgba[p + 2]! * w0 +
        rgba[p + 6]! * w1 +
        rgba[q + 2]! * w2 +
        rgba[q + 6]! * w3;
      if (alpha >= 128) owners[o] = at.owner;
    }
  }
}
