/** How alike a region and its surroundings are, now and in the empty place, by histograms of brightness. */
import type { MotionModel } from './motion.ts';
import type { CellGrid } from './motion-grid.ts';
import type { StillCells } from './still-cells.ts';

export type Ground = { readonly cells: StillCells; readonly model: MotionModel; readonly grid: CellGrid };

/** Cells that changed less than this share of the mean are its shadow, or half beside it. */
export const coreShare = 0.7;
/** What lies this near is around a region, cells. */
const ringCells = 3;

/** The core of the region against all that is undisturbed within a few cells of it. */
export function readLikeness(
  edges: { contrast: number; alikeNow: number; alikeBefore: number },
  members: Int32Array,
  size: number,
  { cells, model, grid }: Ground,
): void {
  const { look, empty, owner, covered, stillMs } = cells;
  const { current, background, foreground, shift } = model;
  const { columns, rows } = grid;
  const least = coreShare * edges.contrast;
  for (const histogram of histograms) histogram.fill(0);
  let left = columns;
  let right = 0;
  let top = rows;
  let bottom = 0;
  for (let m = 0; m < size; m++) {
    const i = members[m]!;
    const row = (i / columns) | 0;
    const column = i - row * columns;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    if (Math.abs(look[i]! - empty[i]!) < least) continue;
    tally(histograms[0], look[i]!);
    tally(histograms[1], empty[i]!);
  }
  const lastRow = Math.min(rows - 1, bottom + ringCells);
  const lastColumn = Math.min(columns - 1, right + ringCells);
  for (let row = Math.max(0, top - ringCells); row <= lastRow; row++) {
    for (let column = Math.max(0, left - ringCells); column <= lastColumn; column++) {
      const i = row * columns + column;
      if (owner[i] !== 0 || stillMs[i]! > 0 || foreground[i] === 1 || covered[i] === 1) continue;
      tally(histograms[2], current[i]! - shift);
      tally(histograms[3], background[i]!);
    }
  }
  edges.alikeNow = shared(histograms[0], histograms[2]);
  edges.alikeBefore = shared(histograms[1], histograms[3]);
}

const bins = 16;
const histogram = () => new Float32Array(bins);
/** Inside now and before, around now and before. Scratch. */
const histograms = [histogram(), histogram(), histogram(), histogram()] as const;

/** Shared out between the two nearest bins, so that a grey level more does not change everything. */
function tally(histogram: Float32Array, value: number): void {
  const place = Math.min(bins - 1.001, Math.max(0, (value / 256) * bins - 0.5));
  const bin = place | 0;
  histogram[bin]! += bin + 1 - place;
  histogram[bin + 1]! += place - bin;
}

/** Intersection of two histograms, 0..1. */
function shared(a: Float32Array, b: Float32Array): number {
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < bins; i++) {
    sumA += a[i]!;
    sumB += b[i]!;
  }
  if (sumA === 0 || sumB === 0) return 0;
  let sum = 0;
  for (let i = 0; i < bins; i++) sum += Math.min(a[i]! / sumA, b[i]! / sumB);
  return sum;
}
