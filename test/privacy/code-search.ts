/** Looks for the block code: in pictures by correlation, in files and messages by the very bytes of its pixels. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Picture, Yuv420 } from '../../src/ingest/picture.ts';
import { blockPx, code, codeLefts, codeTop } from './patterned-film.ts';

const side = code.length * blockPx;
const template = Float64Array.from({ length: side * side }, (_, i) => {
  const row = code[Math.floor(i / side / blockPx)]!;
  return row[Math.floor((i % side) / blockPx)]! * 2 - 1;
});
const templateMean = template.reduce((a, b) => a + b, 0) / template.length;
const templateNorm = Math.sqrt(template.reduce((sum, v) => sum + (v - templateMean) ** 2, 0));

/**
 * The best normalised correlation of the code with the brightness of a picture, -1..1, over every place at the height
 * where it is worn, twelve pixels up and down.
 */
export function codeCorrelation({ y, widthPx, heightPx }: Yuv420): number {
  let best = -1;
  for (let top = codeTop - 12; top <= Math.min(codeTop + 12, heightPx - side); top++) {
    for (let left = 0; left + side <= widthPx; left++) {
      let sum = 0;
      let squares = 0;
      let shared = 0;
      for (let row = 0; row < side; row++) {
        const from = (top + row) * widthPx + left;
        for (let column = 0; column < side; column++) {
          const value = y[from + column]!;
          sum += value;
          squares += value * value;
          shared += value * template[row * side + column]!;
        }
      }
      const count = side * side;
      const norm = Math.sqrt(squares - (sum * sum) / count);
      // A flat place shows nothing: noise of half a grey level would decide.
      if (norm < side * 2) continue;
      const correlation = (shared - sum * templateMean) / (norm * templateNorm);
      if (correlation > best) best = correlation;
    }
  }
  return best;
}

/** The code's middle rows as they lie in memory: brightness, each colour, and packed as RGB and as BGR. */
export function needlesOf(picture: Picture, frame: number): Buffer[] {
  const { widthPx, heightPx } = picture;
  const { y } = picture.toYuv420({ widthPx, heightPx });
  const { r, g, b } = picture.toRgb({ widthPx, heightPx });
  return codeLefts(frame).flatMap((left) =>
    [6, 10, 14].flatMap((row) => {
      const at = (codeTop + row) * widthPx + left;
      const planes = [y, r, g, b].map((plane) => Buffer.from(plane.subarray(at, at + side)));
      const packed = (colours: readonly Uint8Array[]) =>
        Buffer.from(Array.from({ length: 3 * side }, (_, i) => colours[i % 3]![at + Math.floor(i / 3)]!));
      return [...planes, packed([r, g, b]), packed([b, g, r])];
    }),
  );
}

export function holdsAny(haystack: Buffer, needles: readonly Buffer[]): boolean {
  return needles.some((needle) => haystack.includes(needle));
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

export function filesThatHold(folder: string, needles: readonly Buffer[]): string[] {
  return filesBelow(folder).filter((file) => holdsAny(readFileSync(file), needles));
}
