/** Rain: a greyer picture, streaks that are elsewhere in every frame, and drops that run down the glass. */
import type { Canvas } from '../../film/canvas.ts';
import { randomOf } from '../../random.ts';
import type { Air } from '../../scene/scene.ts';

/** Contrast that is left, and the grey that the rest turns to. */
const contrast = 0.7;
const grey = 112;
const streaks = 150;
const drops = 5;

export function rain(seed: number): Air {
  const glass = randomOf(seed, 'drops');
  const running = Array.from({ length: drops }, () => ({
    x: glass.between(20, 620),
    y: glass.between(-40, 330),
    rPx: glass.between(5, 11),
    // Some hang, some run.
    pxPerS: glass.next() < 0.5 ? 0 : glass.between(1, 9),
  }));
  return (on, { atMs }) => {
    for (let i = 0; i < on.rgb.length; i++) on.rgb[i] = grey + (on.rgb[i]! - grey) * contrast;
    const random = randomOf(seed + atMs, 'streaks');
    for (let i = 0; i < streaks; i++) {
      const longPx = random.between(8, 26);
      streak(
        on,
        { x: random.between(0, on.w), y: random.between(-20, on.h), longPx },
        random.between(14, 42),
      );
    }
    for (const { x, y, rPx, pxPerS } of running) {
      drop(on, { x, y: ((y + (pxPerS * atMs) / 1000 + 40) % (on.h + 40)) - 40, rPx });
    }
  };
}

/** The wind slants them alike. */
const slant = 0.16;

function streak(on: Canvas, at: { x: number; y: number; longPx: number }, light: number): void {
  for (let i = 0; i < at.longPx; i++) {
    const x = Math.floor(at.x + i * slant);
    const y = Math.floor(at.y + i);
    if (x < 0 || y < 0 || x >= on.w || y >= on.h) continue;
    const o = (y * on.w + x) * 3;
    for (let c = 0; c < 3; c++) on.rgb[o + c] = on.rgb[o + c]! + light;
  }
}

/** Water bends the light: a blurred, paler patch that shows what is above it. */
function drop(on: Canvas, { x, y, rPx }: { x: number; y: number; rPx: number }): void {
  for (let py = Math.max(0, Math.floor(y - rPx)); py <= Math.min(on.h - 1, y + rPx); py++) {
    for (let px = Math.max(0, Math.floor(x - rPx)); px <= Math.min(on.w - 1, x + rPx); px++) {
      const share = 1 - ((px - x) ** 2 + (py - y) ** 2) / rPx ** 2;
      if (share <= 0) continue;
      const from = (Math.max(0, py - Math.round(rPx)) * on.w + px) * 3;
      const o = (py * on.w + px) * 3;
      const mix = Math.min(0.75, share * 1.4);
      for (let c = 0; c < 3; c++) {
        on.rgb[o + c] = on.rgb[o + c]! * (1 - mix) + (on.rgb[from + c]! * 0.8 + 36) * mix;
      }
    }
  }
}
