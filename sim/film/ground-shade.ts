/** Darkens a convex patch of the ground: a cast shadow, one soft pixel wide at its edges. */
import type { Pinhole, Point3 } from '../world/pinhole.ts';
import type { Canvas } from './canvas.ts';

export function shadeGround(on: Canvas, camera: Pinhole, corners: readonly Point3[], strength: number): void {
  const points = corners.map((corner) => camera.project(corner));
  if (points.some((p) => p === null)) return;
  const outline = points as { x: number; y: number }[];
  const y0 = Math.max(0, Math.floor(Math.min(...outline.map((p) => p.y))));
  const y1 = Math.min(on.h - 1, Math.ceil(Math.max(...outline.map((p) => p.y))));
  for (let y = y0; y <= y1; y++) {
    let from = 1e9;
    let to = -1e9;
    for (let i = 0; i < outline.length; i++) {
      const a = outline[i]!;
      const b = outline[(i + 1) % outline.length]!;
      if (a.y > y + 0.5 === b.y > y + 0.5) continue;
      const x = a.x + ((b.x - a.x) * (y + 0.5 - a.y)) / (b.y - a.y);
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    for (let x = Math.max(0, Math.floor(from)); x <= Math.min(on.w - 1, Math.floor(to)); x++) {
      const cover = Math.min(1, x + 1 - from, to - x);
      if (cover <= 0) continue;
      const keep = 1 - strength * cover;
      const o = (y * on.w + x) * 3;
      on.rgb[o] = on.rgb[o]! * keep;
      on.rgb[o + 1] = on.rgb[o + 1]! * keep;
      on.rgb[o + 2] = on.rgb[o + 2]! * keep;
    }
  }
}
