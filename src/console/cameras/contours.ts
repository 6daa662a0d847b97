import type { Point } from '../../core/geometry.ts';

export type Field = {
  readonly columns: number;
  readonly rows: number;
  /** At the middle of each cell, row by row; null where there is no ground. */
  readonly metresPerPx: readonly (number | null)[];
};

/** Levels worth a line: a tenth of a step to a whole one. */
export const contourLevels = [0.01, 0.02, 0.05, 0.1, 0.2] as const;

/** Where the field crosses a level, as short lines in fractions of the picture (marching squares). */
export function contour(field: Field, level: number): (readonly [Point, Point])[] {
  const lines: (readonly [Point, Point])[] = [];
  for (let row = 0; row + 1 < field.rows; row++) {
    for (let column = 0; column + 1 < field.columns; column++) {
      const corners = [
        cell(field, column, row),
        cell(field, column + 1, row),
        cell(field, column + 1, row + 1),
        cell(field, column, row + 1),
      ];
      const crossings = corners.flatMap((a, i) => {
        const b = corners[(i + 1) % 4]!;
        const crossing = a === null || b === null ? null : between(a, b, level);
        return crossing === null ? [] : [crossing];
      });
      if (crossings.length >= 2) lines.push([crossings[0]!, crossings[1]!]);
      if (crossings.length === 4) lines.push([crossings[2]!, crossings[3]!]);
    }
  }
  return lines;
}

/** Cells coarser than a limit or without ground, as rectangles in fractions of the picture; runs of a row are one. */
export function cellsBeyond(field: Field, limit: number): { x: number; y: number; w: number; h: number }[] {
  const boxes: { x: number; y: number; w: number; h: number }[] = [];
  for (let row = 0; row < field.rows; row++) {
    let from: number | null = null;
    for (let column = 0; column <= field.columns; column++) {
      const value = field.metresPerPx[row * field.columns + column];
      const isBeyond = column < field.columns && (value === null || value === undefined || value > limit);
      if (isBeyond) from ??= column;
      else if (from !== null) {
        boxes.push({
          x: from / field.columns,
          y: row / field.rows,
          w: (column - from) / field.columns,
          h: 1 / field.rows,
        });
        from = null;
      }
    }
  }
  return boxes;
}

type Sample = { readonly at: Point; readonly value: number };

function cell(field: Field, column: number, row: number): Sample | null {
  const value = field.metresPerPx[row * field.columns + column];
  if (value === null || value === undefined) return null;
  return { at: { x: (column + 0.5) / field.columns, y: (row + 0.5) / field.rows }, value };
}

function between(a: Sample, b: Sample, level: number): Point | null {
  if (a.value < level === b.value < level) return null;
  const t = (level - a.value) / (b.value - a.value);
  return { x: a.at.x + (b.at.x - a.at.x) * t, y: a.at.y + (b.at.y - a.at.y) * t };
}
