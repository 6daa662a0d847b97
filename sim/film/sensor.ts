/** What the camera's sensor adds: noise that differs in every frame, and the planes a video encoder takes. */
import { randomOf } from '../random.ts';
import type { Canvas } from './canvas.ts';

const tableSize = 1 << 16;

export type Sensor = {
  /** Planar 4:2:0, BT.601 limited range, without padding; the buffer is used again for the next frame. */
  expose(frame: Canvas, index: number): Uint8Array;
};

/**
 * @param noise standard deviation of the luma noise, levels of 255.
 */
export function sensor(size: { w: number; h: number; seed: number; noise: number }): Sensor {
  const { w, h } = size;
  const random = randomOf(size.seed, 'sensor');
  const table = new Float32Array(tableSize + w);
  for (let i = 0; i < table.length; i++) table[i] = random.normal() * size.noise;
  const out = new Uint8Array((w * h * 3) / 2);
  const u0 = w * h;
  const v0 = u0 + (w * h) / 4;
  return {
    expose(frame, index) {
      const rows = randomOf(size.seed + index, 'rows');
      const rgb = frame.rgb;
      for (let y = 0; y < h; y++) {
        let n = rows.below(tableSize);
        let i = y * w * 3;
        let o = y * w;
        for (let x = 0; x < w; x++, i += 3, n++) {
          const value = 16.5 + 0.2568 * rgb[i]! + 0.5041 * rgb[i + 1]! + 0.0979 * rgb[i + 2]! + table[n]!;
          out[o++] = value < 16 ? 16 : value > 235 ? 235 : value;
        }
      }
      let c = 0;
      for (let y = 0; y < h; y += 2) {
        let n = rows.below(tableSize);
        for (let x = 0; x < w; x += 2, c++, n++) {
          const i = (y * w + x) * 3;
          const j = i + w * 3;
          const r = (rgb[i]! + rgb[i + 3]! + rgb[j]! + rgb[j + 3]!) / 4;
          const g = (rgb[i + 1]! + rgb[i + 4]! + rgb[j + 1]! + rgb[j + 4]!) / 4;
          const b = (rgb[i + 2]! + rgb[i + 5]! + rgb[j + 2]! + rgb[j + 5]!) / 4;
          const grain = table[n]! * 0.3;
          out[u0 + c] = 128.5 - 0.1482 * r - 0.291 * g + 0.4392 * b + grain;
          out[v0 + c] = 128.5 + 0.4392 * r - 0.3678 * g - 0.0714 * b - grain;
        }
      }
      return out;
    },
  };
}
