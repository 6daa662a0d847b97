/** Which parts of a picture are masked, and how coarsely: a grid of 8-pixel cells. */
import type { Box } from '../core/geometry.ts';

/** Side of a cell and of the finest block, pixels. */
export const maskCellPx = 8;
/** The coarsest block, pixels. */
export const maxBlockPx = 128;

export type MaskCells = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly columns: number;
  readonly rows: number;
  /** Side of the block each cell becomes part of, pixels: 0 (clear) or 8, 16, 32, 64, 128. */
  readonly blockPx: Uint8Array;
};

export function maskCells(size: { readonly widthPx: number; readonly heightPx: number }): MaskCells {
  const columns = Math.ceil(size.widthPx / maskCellPx);
  const rows = Math.ceil(size.heightPx / maskCellPx);
  return {
    widthPx: size.widthPx,
    heightPx: size.heightPx,
    columns,
    rows,
    blockPx: new Uint8Array(columns * rows),
  };
}

/** Smallest block of the ladder that is at least `sidePx`. */
export function blockOfAtLeast(sidePx: number): number {
  let block = maskCellPx;
  while (block < sidePx && block < maxBlockPx) block *= 2;
  return block;
}

/** Marks the cells a box touches; where masks overlap, the coarser block stays. */
export function markBox(cells: MaskCells, box: Box, blockPx: number): void {
  const { columns, rows } = cells;
  const left = Math.max(0, Math.floor(box.x / maskCellPx));
  const right = Math.min(columns, Math.ceil((box.x + box.w) / maskCellPx));
  const bottom = Math.min(rows, Math.ceil((box.y + box.h) / maskCellPx));
  for (let row = Math.max(0, Math.floor(box.y / maskCellPx)); row < bottom; row++) {
    for (let i = row * columns + left, end = row * columns + right; i < end; i++) {
      if (cells.blockPx[i]! < blockPx) cells.blockPx[i] = blockPx;
    }
  }
}

/** Share of the cells that are masked, 0..1. */
export function maskedShare(cells: MaskCells): number {
  let count = 0;
  const { blockPx } = cells;
  for (let i = 0; i < blockPx.length; i++) if (blockPx[i]! > 0) count++;
  return count / blockPx.length;
}

/** Share of a box's area that lies in masked cells, 0..1; what lies outside the picture does not count. */
export function coveredShare(cells: MaskCells, box: Box): number {
  const x0 = Math.max(0, box.x);
  const y0 = Math.max(0, box.y);
  const x1 = Math.min(cells.widthPx, box.x + box.w);
  const y1 = Math.min(cells.heightPx, box.y + box.h);
  if (x1 <= x0 || y1 <= y0) return 1;
  let covered = 0;
  for (let row = Math.floor(y0 / maskCellPx); row * maskCellPx < y1; row++) {
    const tall = Math.min(y1, (row + 1) * maskCellPx) - Math.max(y0, row * maskCellPx);
    for (let column = Math.floor(x0 / maskCellPx); column * maskCellPx < x1; column++) {
      if (cells.blockPx[row * cells.columns + column] === 0) continue;
      covered += tall * (Math.min(x1, (column + 1) * maskCellPx) - Math.max(x0, column * maskCellPx));
    }
  }
  return covered / ((x1 - x0) * (y1 - y0));
}
