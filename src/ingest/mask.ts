/**
 * The privacy boundary: the only way from a clear picture to one that may leave this process. It works in place, so
 * the clear pixels are gone once it returns.
 */
import type { Box } from '../core/geometry.ts';
import { type MaskCells, maskCellPx } from './mask-cells.ts';
import type { Yuv420 } from './picture.ts';

declare const masked: unique symbol;
/** A picture that went through `maskPicture`. Encoders take nothing else, so a clear one does not compile. */
export type MaskedPicture = Yuv420 & { readonly [masked]: true };

/**
 * Replaces every marked cell, in brightness and in colour, by the mean of the block around it.
 * Blocks lie on a grid fixed to the picture, not to the box: one that moves with a person would show new detail in
 * every frame. Means are cut to 5 bits, which takes most of what many frames together could give back.
 * @param picture clear pixels; overwritten.
 */
export function maskPicture(picture: Yuv420, cells: MaskCells): MaskedPicture {
  if (cells.widthPx !== picture.widthPx || cells.heightPx !== picture.heightPx) {
    throw new Error(
      `mask of ${cells.widthPx}x${cells.heightPx} given for a picture of ${picture.widthPx}x${picture.heightPx}`,
    );
  }
  const chroma = { widthPx: Math.ceil(picture.widthPx / 2), heightPx: Math.ceil(picture.heightPx / 2) };
  for (const block of blocksOf(cells)) {
    flatten(picture.y, picture, block);
    const half = { x: block.x / 2, y: block.y / 2, w: block.w / 2, h: block.h / 2 };
    flatten(picture.u, chroma, half);
    flatten(picture.v, chroma, half);
  }
  return picture as MaskedPicture;
}

/** The blocks that cover the marked cells, none inside another: block sides are powers of two, so they nest. */
function* blocksOf(cells: MaskCells): Generator<Box> {
  const { columns, rows, blockPx } = cells;
  const isCovered = new Uint8Array(blockPx.length);
  let side = 0;
  for (const size of blockPx) if (size > side) side = size;
  for (; side >= maskCellPx; side /= 2) {
    const span = side / maskCellPx;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = row * columns + column;
        if (blockPx[cell] !== side || isCovered[cell] === 1) continue;
        const left = column - (column % span);
        const top = row - (row % span);
        for (let r = top; r < Math.min(rows, top + span); r++) {
          isCovered.fill(1, r * columns + left, r * columns + Math.min(columns, left + span));
        }
        yield { x: left * maskCellPx, y: top * maskCellPx, w: side, h: side };
      }
    }
  }
}

function flatten(
  plane: Uint8Array,
  size: { readonly widthPx: number; readonly heightPx: number },
  block: Box,
): void {
  const right = Math.min(size.widthPx, block.x + block.w);
  const bottom = Math.min(size.heightPx, block.y + block.h);
  if (right <= block.x || bottom <= block.y) return;
  let sum = 0;
  for (let y = block.y; y < bottom; y++) {
    for (let i = y * size.widthPx + block.x, end = y * size.widthPx + right; i < end; i++) sum += plane[i]!;
  }
  const mean = sum / ((right - block.x) * (bottom - block.y));
  const value = (mean & 0xf8) | 4;
  for (let y = block.y; y < bottom; y++) {
    plane.fill(value, y * size.widthPx + block.x, y * size.widthPx + right);
  }
}
