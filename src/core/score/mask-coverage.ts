import type { Box } from '../geometry.ts';

/** Cells spread evenly over the picture, row by row: 0 clear, anything else hidden. */
export type HiddenCells = { readonly widthPx: number; readonly heightPx: number; readonly bits: Uint8Array };

/**
 * Share of a box's visible area that is hidden, 0..1, counting cells by the part of them inside the box.
 * @param box in the pixels of a picture of `size`; what sticks out of the picture cannot be seen and does not count.
 * @returns null when nothing of the box lies in the picture.
 */
export function hiddenShare(
  box: Box,
  size: { readonly widthPx: number; readonly heightPx: number },
  hidden: HiddenCells,
): number | null {
  const columns = span(box.x, box.x + box.w, hidden.widthPx / size.widthPx, hidden.widthPx);
  const rows = span(box.y, box.y + box.h, hidden.heightPx / size.heightPx, hidden.heightPx);
  let all = 0;
  let covered = 0;
  for (let row = rows.first; row <= rows.last; row++) {
    const tall = partOf(row, rows);
    for (let column = columns.first; column <= columns.last; column++) {
      const area = tall * partOf(column, columns);
      all += area;
      if (hidden.bits[row * hidden.widthPx + column] !== 0) covered += area;
    }
  }
  return all > 0 ? covered / all : null;
}

type Span = { from: number; to: number; first: number; last: number };

function span(from: number, to: number, scale: number, cells: number): Span {
  const a = Math.max(0, from * scale);
  const b = Math.min(cells, to * scale);
  return { from: a, to: b, first: Math.floor(a), last: Math.min(cells, Math.ceil(b)) - 1 };
}

function partOf(cell: number, { from, to }: Span): number {
  return Math.max(0, Math.min(cell + 1, to) - Math.max(cell, from));
}
