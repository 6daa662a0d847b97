/** Does the camera still look where it used to? Edges of the lasting background against a reference of the same. */
import type { CellGrid } from './motion-grid.ts';

export type ViewState = {
  readonly grid: CellGrid;
  /** Slow mean of the edges: people and cars pass through it without a trace. */
  readonly edges: Float32Array;
  readonly scratch: Float32Array;
  readonly reference: Float32Array;
  hasReference: boolean;
  startedMs: number | null;
  lastMs: number;
  /** Since when the view is not the reference's; null: it is. */
  movedSinceMs: number | null;
};

/** 'moving': just turned, not to be shown. 'elsewhere': steady, but what was calibrated does not hold. */
export type ViewPlace = 'reference' | 'moving' | 'elsewhere';

/** The reference is taken once the mean has settled. */
const learnMs = 10_000;
const edgeTauMs = 2_000;
/** The reference follows season and light over half a day, but never a sudden change: see `followsAbove`. */
const referenceTauMs = 12 * 3_600_000;
const followsAbove = 0.8;
/** Below this the view is another; a crowd or a lorry before the camera stays above it. */
const movedBelow = 0.4;
const backAbove = 0.6;
/** A time that lies this far back was set back. */
const setBackMs = 2_000;
/** A view that was turned is taken for steady after this. */
const movingMs = 10_000;

export function createView(grid: CellGrid): ViewState {
  const cells = grid.columns * grid.rows;
  return {
    grid,
    edges: new Float32Array(cells),
    scratch: new Float32Array(cells),
    reference: new Float32Array(cells),
    hasReference: false,
    startedMs: null,
    lastMs: 0,
    movedSinceMs: null,
  };
}

/**
 * @param means brightness of the grid's cells.
 * @returns correlation with the reference view, 0..1 (negative reads 0); null until a reference exists or when the
 *   picture has no edges to compare (night, fog).
 */
export function advanceView(state: ViewState, means: Float32Array, atMs: number): number | null {
  const { edges, scratch, reference } = state;
  edgeStrength(means, state.grid, scratch);
  const isFirst = state.startedMs === null;
  state.startedMs ??= atMs;
  if (atMs < state.lastMs - setBackMs) keepTimes(state, atMs);
  const elapsedMs = isFirst ? 0 : Math.min(2_000, Math.max(1, atMs - state.lastMs));
  state.lastMs = atMs;
  const follow = isFirst ? 1 : 1 - Math.exp(-elapsedMs / edgeTauMs);
  for (let i = 0; i < edges.length; i++) edges[i]! += follow * (scratch[i]! - edges[i]!);
  if (!state.hasReference) {
    if (atMs - state.startedMs < learnMs) return null;
    reference.set(edges);
    state.hasReference = true;
  }
  const correlation = correlate(edges, reference, state.grid);
  if (correlation === null) return null;
  if (correlation < movedBelow) state.movedSinceMs ??= atMs;
  else if (correlation > backAbove) state.movedSinceMs = null;
  if (correlation > followsAbove) {
    const drift = 1 - Math.exp(-elapsedMs / referenceTauMs);
    for (let i = 0; i < edges.length; i++) reference[i]! += drift * (edges[i]! - reference[i]!);
  }
  return Math.max(0, correlation);
}

function keepTimes(state: ViewState, atMs: number): void {
  const elapsedMs = atMs - state.lastMs;
  if (state.startedMs !== null) state.startedMs += elapsedMs;
  if (state.movedSinceMs !== null) state.movedSinceMs += elapsedMs;
}

export function viewPlace(state: ViewState, atMs: number): ViewPlace {
  if (state.movedSinceMs === null) return 'reference';
  return atMs - state.movedSinceMs < movingMs ? 'moving' : 'elsewhere';
}

/** Gradient magnitude of the cells, cut at 40: a few blinding edges must not outweigh the rest of the view. */
function edgeStrength(means: Float32Array, grid: CellGrid, edges: Float32Array): void {
  const { columns, rows } = grid;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const i = row * columns + column;
      const dx = means[i + 1]! - means[i]!;
      const dy = means[i + columns]! - means[i]!;
      edges[i] = Math.min(40, Math.abs(dx) + Math.abs(dy));
    }
  }
}

/**
 * Correlation of what is left of both when the mean of each row and of each column is taken out: a skyline, a kerb or a
 * platform's edge look the same wherever the camera is panned to.
 */
function correlate(a: Float32Array, b: Float32Array, grid: CellGrid): number | null {
  const meansA = bandMeans(a, grid);
  const meansB = bandMeans(b, grid);
  let shared = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let row = 0, i = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, i++) {
      const da = a[i]! - meansA.rows[row]! - meansA.columns[column]!;
      const db = b[i]! - meansB.rows[row]! - meansB.columns[column]!;
      shared += da * db;
      squaresA += da * da;
      squaresB += db * db;
    }
  }
  // Less edge than sensor noise makes: nothing to compare.
  if (squaresA / a.length < 1 || squaresB / b.length < 1) return null;
  return shared / Math.sqrt(squaresA * squaresB);
}

/** The mean of each row, and that of each column less the mean of all. */
function bandMeans(values: Float32Array, grid: CellGrid): { rows: Float64Array; columns: Float64Array } {
  const rows = new Float64Array(grid.rows);
  const columns = new Float64Array(grid.columns);
  let mean = 0;
  for (let row = 0, i = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, i++) {
      rows[row]! += values[i]! / grid.columns;
      columns[column]! += values[i]! / grid.rows;
      mean += values[i]! / values.length;
    }
  }
  for (let column = 0; column < grid.columns; column++) columns[column]! -= mean;
  return { rows, columns };
}
