/** The coarse grid the motion model works on: mean brightness of square cells, about 160 across. */
import type { Box } from '../core/geometry.ts';
import type { Yuv420 } from './picture.ts';

export type CellGrid = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Side of a cell, pixels; the last column and row may be cut off. */
  readonly cellPx: number;
  readonly columns: number;
  readonly rows: number;
};

export function cellGrid(size: { readonly widthPx: number; readonly heightPx: number }): CellGrid {
  const cellPx = Math.max(2, Math.round(Math.max(size.widthPx, size.heightPx) / 160));
  return {
    widthPx: size.widthPx,
    heightPx: size.heightPx,
    cellPx,
    columns: Math.ceil(size.widthPx / cellPx),
    rows: Math.ceil(size.heightPx / cellPx),
  };
}

/** Mean luma of each cell, 0..255, into `means`. */
export function cellMeans(picture: Yuv420, grid: CellGrid, means: Float32Array): void {
  const { cellPx, columns, rows } = grid;
  const { y: luma, widthPx, heightPx } = picture;
  const whole = Math.floor(widthPx / cellPx);
  means.fill(0);
  for (let row = 0; row < rows; row++) {
    const lastY = Math.min(heightPx, (row + 1) * cellPx);
    const cells = row * columns;
    for (let y = row * cellPx; y < lastY; y++) {
      let p = y * widthPx;
      for (let column = 0; column < whole; column++) {
        let sum = 0;
        for (const end = p + cellPx; p < end; p++) sum += luma[p]!;
        means[cells + column]! += sum;
      }
      for (const end = (y + 1) * widthPx; p < end; p++) means[cells + whole]! += luma[p]!;
    }
    const tall = lastY - row * cellPx;
    for (let column = 0; column < columns; column++) {
      const wide = column < whole ? cellPx : widthPx - whole * cellPx;
      means[cells + column]! /= wide * tall;
    }
  }
}

/** Largest minus smallest value among each cell and its eight neighbours, into `range`. */
export function localRange(values: Float32Array, { columns, rows }: CellGrid, range: Float32Array): void {
  // Columns of three first, then rows of three of those: 6 comparisons a cell instead of 18.
  const low = new Float32Array(columns + 2).fill(255);
  const high = new Float32Array(columns + 2);
  for (let row = 0; row < rows; row++) {
    const above = Math.max(0, row - 1) * columns;
    const here = row * columns;
    const below = Math.min(rows - 1, row + 1) * columns;
    for (let column = 0; column < columns; column++) {
      const a = values[above + column]!;
      const b = values[here + column]!;
      const c = values[below + column]!;
      low[column + 1] = Math.min(a, b, c);
      high[column + 1] = Math.max(a, b, c);
    }
    for (let column = 0; column < columns; column++) {
      range[here + column] =
        Math.max(high[column]!, high[column + 1]!, high[column + 2]!) -
        Math.min(low[column]!, low[column + 1]!, low[column + 2]!);
    }
  }
}

/** Sets the cells that a box touches to 1 and all others to 0. Boxes are in pixels of the grid's picture. */
export function markBoxes(boxes: readonly Box[], grid: CellGrid, cells: Uint8Array): void {
  cells.fill(0);
  const { cellPx, columns, rows } = grid;
  for (const box of boxes) {
    const left = Math.max(0, Math.floor(box.x / cellPx));
    const right = Math.min(columns, Math.ceil((box.x + box.w) / cellPx));
    const bottom = Math.min(rows, Math.ceil((box.y + box.h) / cellPx));
    for (let row = Math.max(0, Math.floor(box.y / cellPx)); row < bottom; row++) {
      if (right > left) cells.fill(1, row * columns + left, row * columns + right);
    }
  }
}

const bins = new Uint32Array(511);

/** Median of a - b over all cells, to the nearest grey level. */
export function medianDifference(a: Float32Array, b: Float32Array): number {
  bins.fill(0);
  for (let i = 0; i < a.length; i++) {
    const bin = (a[i]! - b[i]! + 255.5) | 0;
    bins[bin]!++;
  }
  let seen = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    seen += bins[bin]!;
    if (seen * 2 >= a.length) return bin - 255;
  }
  return 0;
}
