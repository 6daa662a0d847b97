/** Boxes of a YOLOX network exported without its decoding step. */
import type { Category, Detection } from '../../core/detection.ts';

const strides = [8, 16, 32];

type InputSize = { readonly widthPx: number; readonly heightPx: number };

/** Rows of the network's output: one for each cell of the three grids. */
export function yoloxCellCount({ widthPx, heightPx }: InputSize): number {
  return strides.reduce((sum, stride) => sum + (widthPx / stride) * (heightPx / stride), 0);
}

/**
 * @param output cells x (4 box numbers, objectness, one score a class), grids of stride 8, 16, 32 one after another.
 * @returns boxes in pixels of the network's input, unsuppressed.
 * @see Ge et al. 2021, YOLOX, arXiv:2107.08430; demo_utils.py of the authors' repository
 */
export function decodeYolox(
  output: Float32Array,
  { widthPx, heightPx }: InputSize,
  categories: readonly (Category | null)[],
  minScore: number,
): Detection[] {
  const rowLength = 5 + categories.length;
  const found: Detection[] = [];
  let at = 0;
  for (const stride of strides) {
    for (let row = 0; row < heightPx / stride; row++) {
      for (let column = 0; column < widthPx / stride; column++, at += rowLength) {
        const objectness = output[at + 4]!;
        if (objectness < minScore) continue;
        let classScore = 0;
        let best = -1;
        for (let i = 0; i < categories.length; i++) {
          if (output[at + 5 + i]! > classScore) {
            classScore = output[at + 5 + i]!;
            best = i;
          }
        }
        const category = best < 0 ? null : categories[best]!;
        const score = objectness * classScore;
        if (category === null || score < minScore) continue;
        const w = Math.exp(output[at + 2]!) * stride;
        const h = Math.exp(output[at + 3]!) * stride;
        const x = (output[at]! + column) * stride - w / 2;
        const y = (output[at + 1]! + row) * stride - h / 2;
        found.push({ category, score, box: { x, y, w, h } });
      }
    }
  }
  return found;
}
