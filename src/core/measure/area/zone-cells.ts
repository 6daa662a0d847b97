import type { Foreground } from '../../foreground.ts';
import { type Box, isInside, type Matrix3 } from '../../geometry.ts';
import { measurableMetresPerPx } from '../../ground-plane.ts';
import { footBelow } from '../../person-in-picture.ts';
import type { ZoneView } from '../../zone-view.ts';

/** The cells of the foreground in which bodies of people in one zone appear. Computed once for each shape of raster. */
export type ZoneCells = {
  readonly columns: number;
  readonly rows: number;
  /** The same for their shins: what covers bodies' places and not these does not stand in the zone. */
  readonly shins: BodyCells;
} & BodyCells;

/** The cells in which one part of the bodies appears. */
export type BodyCells = {
  /** Places in `Foreground.cells`. */
  readonly indices: readonly number[];
  /** What share of one standing person each cell shows; one for each of `indices`. */
  readonly persons: readonly number[];
};

/** How far up the body its middle is, and the middle of the shins. */
const middleShare = 0.5;
const shinShare = 0.15;
/** Shins cover less of their place than bodies do, and never as little as this part of it. */
const leastShins = 1 / 3;

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
  const cellsAt = (share: number) => bodyCells(share, view, matrix, raster, size);
  return {
    columns: raster.columns,
    rows: raster.rows,
    ...cellsAt(middleShare),
    shins: cellsAt(shinShare),
  };
}

function bodyCells(
  share: number,
  view: ZoneView,
  matrix: Matrix3,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  size: { readonly widthPx: number; readonly heightPx: number },
): BodyCells {
  const cellPx = (size.widthPx / columns) * (size.heightPx / rows);
  const indices: number[] = [];
  const persons: number[] = [];
  for (let i = 0; i < columns * rows; i++) {
    const middle = { x: ((i % columns) + 0.5) / columns, y: (Math.floor(i / columns) + 0.5) / rows };
    const found = footBelow(matrix, middle, share, size);
    if (found === null || found.person.metresPerPx > measurableMetresPerPx) continue;
    if (!isInside(found.foot, view.zone.points)) continue;
    indices.push(i);
    persons.push(cellPx / (found.person.widthPx * found.person.heightPx));
  }
  return { indices, persons };
}

/** How much of a zone's bodies' place is covered. */
export type Cover = {
  /** 0..1, each cell by the share of a person it shows. */
  readonly share: number;
  /** Persons that would fill the place without overlap. */
  readonly places: number;
};

/**
 * A tram behind the people who wait for it covers where their bodies would be, and not the ground they would stand on.
 * @param hidden boxes of what is not people, pixels: cells under them tell nothing of people.
 */
export function coverOf(
  cells: ZoneCells,
  foreground: Foreground,
  hidden: readonly Box[],
  size: { readonly widthPx: number; readonly heightPx: number },
): Cover {
  const bodies = coverOfPart(cells, foreground, hidden, size);
  const shins = coverOfPart(cells.shins, foreground, hidden, size);
  if (shins.places === 0) return bodies;
  return { ...bodies, share: Math.min(bodies.share, shins.share / leastShins) };
}

function coverOfPart(
  cells: BodyCells,
  foreground: Foreground,
  hidden: readonly Box[],
  size: { readonly widthPx: number; readonly heightPx: number },
): Cover {
  const { columns } = foreground;
  const cellW = size.widthPx / columns;
  const cellH = size.heightPx / foreground.rows;
  let covered = 0;
  let seen = 0;
  let all = 0;
  for (let k = 0; k < cells.indices.length; k++) {
    const i = cells.indices[k]!;
    const persons = cells.persons[k]!;
    all += persons;
    if (hidden.length > 0) {
      const x = ((i % columns) + 0.5) * cellW;
      const y = (Math.floor(i / columns) + 0.5) * cellH;
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
