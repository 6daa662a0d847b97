import type { Foreground } from '../../foreground.ts';
import { type Box, isInside, type Matrix3 } from '../../geometry.ts';
import { measurableMetresPerPx } from '../../ground-plane.ts';
import { footBelow } from '../../person-in-picture.ts';
import type { ZoneView } from '../../zone-view.ts';

/** The cells of the foreground in which bodies of people in one zone appear. Computed once for each shape of raster. */
export type ZoneCells = {
  readonly columns: number;
  readonly rows: number;
  /** Places in `Foreground.cells`. */
  readonly indices: readonly number[];
  /** What share of one standing person each cell shows; one for each of `indices`. */
  readonly persons: readonly number[];
};

/**
 * A cell is taken for the middle of a body: the foot is half a body lower, must lie in the zone's measurable part, and
 * tells how large a person is there. So bodies that lean out over the far edge of the zone weigh as much as those that lean
 * in over the near one.
 */
export function zoneCells(
  view: ZoneView,
  matrix: Matrix3,
  raster: { readonly columns: number; readonly rows: number },
  size: { readonly widthPx: number; readonly heightPx: number },
): ZoneCells {
  const { columns, rows } = raster;
  const cellPx = (size.widthPx / columns) * (size.heightPx / rows);
  const indices: number[] = [];
  const persons: number[] = [];
  for (let i = 0; i < columns * rows; i++) {
    const middle = { x: ((i % columns) + 0.5) / columns, y: (Math.floor(i / columns) + 0.5) / rows };
    const found = footBelow(matrix, middle, 0.5, size);
    if (found === null || found.person.metresPerPx > measurableMetresPerPx) continue;
    if (!isInside(found.foot, view.zone.points)) continue;
    indices.push(i);
    persons.push(cellPx / (found.person.widthPx * found.person.heightPx));
  }
  return { columns, rows, indices, persons };
}

/** How much of a zone's bodies' place is covered. */
export type Cover = {
  /** 0..1, each cell by the share of a person it shows. */
  readonly share: number;
  /** Persons that would fill the place without overlap. */
  readonly places: number;
};

/** @param hidden boxes of what is not people, pixels: cells under them tell nothing of people. */
export function coverOf(
  cells: ZoneCells,
  foreground: Foreground,
  hidden: readonly Box[],
  size: { readonly widthPx: number; readonly heightPx: number },
): Cover {
  const cellW = size.widthPx / cells.columns;
  const cellH = size.heightPx / cells.rows;
  let covered = 0;
  let seen = 0;
  let all = 0;
  for (let k = 0; k < cells.indices.length; k++) {
    const i = cells.indices[k]!;
    const persons = cells.persons[k]!;
    all += persons;
    if (hidden.length > 0) {
      const x = ((i % cells.columns) + 0.5) * cellW;
      const y = (Math.floor(i / cells.columns) + 0.5) * cellH;
      if (hidden.some((b) => x >= b.x && x <= b.x + b.w && y >= b.y && y <= b.y + b.h)) continue;
    }
    seen += persons;
    if (isCovered(foreground, i)) covered += persons;
  }
  return { share: seen > 0 ? covered / seen : 0, places: seen > 0.5 * all ? all : 0 };
}

/**
 * The raster without its noise: a lone cell is a speck, a lone gap is clothes like the ground. Without that a crowd would
 * never cover its place; outlines stay as they are.
 */
function isCovered({ columns, rows, cells }: Foreground, i: number): boolean {
  const column = i % columns;
  const row = (i - column) / columns;
  let on = 0;
  let of = 0;
  for (let r = Math.max(row - 1, 0); r <= Math.min(row + 1, rows - 1); r++) {
    for (let c = Math.max(column - 1, 0); c <= Math.min(column + 1, columns - 1); c++) {
      of++;
      if (cells[r * columns + c] !== 0) on++;
    }
  }
  return cells[i] === 0 ? on >= of - 3 : on >= 3;
}

/**
 * Persons' worth of area, as if none hid another: a share p of the place is covered by -ln(1 - p) layers when bodies
 * overlap at random (the Boolean model; Hall 1988, Introduction to the Theory of Coverage Processes).
 */
export function areaOf({ share, places }: Cover): number {
  return -Math.log(1 - Math.min(share, 0.999)) * places;
}
