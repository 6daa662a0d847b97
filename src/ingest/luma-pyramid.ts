/** Brightness at full, half and quarter size, smoothed: clear pixels, which stay in the memory of ingest. */
import type { Yuv420 } from './picture.ts';

export type Level = { readonly w: number; readonly h: number; readonly luma: Float32Array };

const levels = 3;
const leastSidePx = 24;

/** Finest first. Each is smoothed by 1 2 1 both ways, against the sensor's noise, and the next one halves it. */
export function pyramidOf({ widthPx, heightPx, y }: Yuv420): readonly Level[] {
  const made: Level[] = [smoothed(y, widthPx, heightPx)];
  while (made.length < levels) {
    const { luma, w, h } = made.at(-1)!;
    if (Math.min(w, h) < 2 * leastSidePx) break;
    const half = halved(luma, w, h);
    made.push(smoothed(half, w >> 1, h >> 1));
  }
  return made;
}

function smoothed(luma: Uint8Array | Float32Array, w: number, h: number): Level {
  const across = new Float32Array(w * h);
  for (let row = 0; row < h; row++) {
    const from = row * w;
    const last = from + w - 1;
    across[from] = (3 * luma[from]! + luma[from + 1]!) / 4;
    for (let i = from + 1; i < last; i++) across[i] = (luma[i - 1]! + 2 * luma[i]! + luma[i + 1]!) / 4;
    across[last] = (luma[last - 1]! + 3 * luma[last]!) / 4;
  }
  const both = new Float32Array(w * h);
  for (let row = 0; row < h; row++) {
    const up = Math.max(row - 1, 0) * w;
    const down = Math.min(row + 1, h - 1) * w;
    const here = row * w;
    for (let i = 0; i < w; i++) {
      both[here + i] = (across[up + i]! + 2 * across[here + i]! + across[down + i]!) / 4;
    }
  }
  across.fill(0);
  return { w, h, luma: both };
}

/** Mean of four. */
function halved(luma: Float32Array, w: number, h: number): Float32Array {
  const [columns, rows] = [w >> 1, h >> 1];
  const half = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    let p = 2 * row * w;
    for (let i = row * columns; i < (row + 1) * columns; i++, p += 2) {
      half[i] = (luma[p]! + luma[p + 1]! + luma[p + w]! + luma[p + w + 1]!) / 4;
    }
  }
  return half;
}
