/** From single cells that differ to the regions that are masked. */
import type { CellGrid } from './motion-grid.ts';

/** Regions up to this share of the picture are filled to their bounding box: a dark coat leaves holes, a head may stand apart. */
const fillShare = 0.12;
/** Cells added around every region. */
const growCells = 2;
/** A single cell is noise. */
const minCells = 2;

let stack = new Int32Array(0);
let seen = new Uint8Array(0);

/**
 * Joins cells that touch (or nearly: across one cell) into regions, drops specks, fills the small ones to their box, and grows all.
 * @param foreground 1 where a cell differs from the background.
 * @param moving receives the region's height in cells (at most 255) where something moves, 0 elsewhere.
 */
export function growMoving(foreground: Uint8Array, grid: CellGrid, moving: Uint8Array): void {
  const { columns, rows } = grid;
  if (stack.length < foreground.length) {
    stack = new Int32Array(foreground.length);
    seen = new Uint8Array(foreground.length);
  }
  seen.fill(0);
  moving.fill(0);
  for (let start = 0; start < foreground.length; start++) {
    if (foreground[start] === 0 || seen[start] === 1) continue;
    const size = flood(foreground, grid, start);
    if (size < minCells) continue;
    let left = columns;
    let right = -1;
    let top = rows;
    let bottom = -1;
    for (let i = 0; i < size; i++) {
      const row = (stack[i]! / columns) | 0;
      const column = stack[i]! - row * columns;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
    }
    const height = Math.min(255, bottom - top + 1);
    const area = (right - left + 1) * (bottom - top + 1);
    if (area <= fillShare * foreground.length) {
      fill(moving, grid, { left, top, right, bottom }, height);
      continue;
    }
    for (let i = 0; i < size; i++) {
      const row = (stack[i]! / columns) | 0;
      const column = stack[i]! - row * columns;
      fill(moving, grid, { left: column, top: row, right: column, bottom: row }, height);
    }
  }
}

/** Leaves the region's cells in stack[0 .. result). */
function flood(foreground: Uint8Array, grid: CellGrid, start: number): number {
  const { columns, rows } = grid;
  let size = 0;
  stack[size++] = start;
  seen[start] = 1;
  for (let i = 0; i < size; i++) {
    const row = (stack[i]! / columns) | 0;
    const column = stack[i]! - row * columns;
    const lastRow = Math.min(rows - 1, row + 2);
    const lastColumn = Math.min(columns - 1, column + 2);
    for (let r = Math.max(0, row - 2); r <= lastRow; r++) {
      for (let c = Math.max(0, column - 2); c <= lastColumn; c++) {
        const cell = r * columns + c;
        if (foreground[cell] === 0 || seen[cell] === 1) continue;
        seen[cell] = 1;
        stack[size++] = cell;
      }
    }
  }
  return size;
}

/** First and last column and row, both included. */
type Span = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

function fill(moving: Uint8Array, grid: CellGrid, span: Span, height: number): void {
  const { columns, rows } = grid;
  const from = Math.max(0, span.left - growCells);
  const to = Math.min(columns, span.right + growCells + 1);
  const last = Math.min(rows - 1, span.bottom + growCells);
  for (let row = Math.max(0, span.top - growCells); row <= last; row++) {
    for (let i = row * columns + from; i < row * columns + to; i++) {
      if (moving[i]! < height) moving[i] = height;
    }
  }
}
