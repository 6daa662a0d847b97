/** A mast in the wind: the whole view shifts by a few pixels, at the frequencies of poles and gusts. */
import { randomOf } from '../../random.ts';
import type { Air } from '../../scene/scene.ts';

/** Gusts, the pole's own swinging, and a quicker tremor. Hz. */
const frequencies = [0.17, 0.6, 1.4, 2.3];
/** Of all of them together, pixels: as the laboratory's weather has it. */
const standardDeviationPx = 2;

/** @see weather.ts: the same strength as in the box-level laboratory. */
export function shake(seed: number): Air {
  const sway = (name: string) => {
    const random = randomOf(seed, name);
    const waves = frequencies.map((hz) => ({
      perMs: (2 * Math.PI * hz * random.between(0.85, 1.15)) / 1000,
      phase: random.between(0, 2 * Math.PI),
    }));
    const each = standardDeviationPx * Math.sqrt(2 / waves.length);
    return (atMs: number) =>
      waves.reduce((sum, { perMs, phase }) => sum + each * Math.sin(perMs * atMs + phase), 0);
  };
  const [swayX, swayY] = [sway('shake x'), sway('shake y')];
  let before = new Uint8ClampedArray(0);
  return ({ rgb, w, h }, { atMs }) => {
    // A pole swings more across than it nods.
    const [dx, dy] = [swayX(atMs), 0.6 * swayY(atMs)];
    if (before.length !== rgb.length) before = new Uint8ClampedArray(rgb.length);
    before.set(rgb);
    const [ix, iy] = [Math.floor(dx), Math.floor(dy)];
    const [fx, fy] = [dx - ix, dy - iy];
    for (let y = 0; y < h; y++) {
      const y0 = clamp(y + iy, h) * w;
      const y1 = clamp(y + iy + 1, h) * w;
      for (let x = 0; x < w; x++) {
        const [x0, x1] = [clamp(x + ix, w), clamp(x + ix + 1, w)];
        const [a, b, c, d] = [(y0 + x0) * 3, (y0 + x1) * 3, (y1 + x0) * 3, (y1 + x1) * 3];
        const o = (y * w + x) * 3;
        for (let k = 0; k < 3; k++) {
          const upper = before[a + k]! * (1 - fx) + before[b + k]! * fx;
          const lower = before[c + k]! * (1 - fx) + before[d + k]! * fx;
          rgb[o + k] = upper * (1 - fy) + lower * fy;
        }
      }
    }
  };
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(value, 0), size - 1);
}
