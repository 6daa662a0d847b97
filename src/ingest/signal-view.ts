/**
 * Does the camera still look where it used to? Edges of the lasting background against a reference of the same. What it
 * cannot do: judge a camera that never rests (its motion is unsure instead, and all is masked), or see a turn by less than
 * about a fiftieth of the picture.
 */
import type { CellGrid } from './motion-grid.ts';

export type ViewState = {
  readonly grid: CellGrid;
  /** Slow mean of the edges: people and cars pass through it without a trace. */
  readonly edges: Float32Array;
  /** Slow mean of how far the edges are from that: high where a crowd or traffic moves. */
  readonly unrest: Float32Array;
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
/** Edges that come and go by more than this are people and vehicles, not the place, grey levels. */
const mostUnrest = 6;
/** With less of the place in sight there is nothing to compare, share of the picture. */
const leastCalm = 0.15;
/** A time that lies this far back was set back. */
const setBackMs = 2_000;
/** A view that was turned is taken for steady after this. */
const movingMs = 10_000;

export function createView(grid: CellGrid): ViewState {
  const cells = grid.columns * grid.rows;
  return {
    grid,
    edges: new Float32Array(cells),
    unrest: new Float32Array(cells),
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
 *   picture has no edges to compare (night, fog, a crowd that leaves no place to see).
 */
export function advanceView(state: ViewState, means: Float32Array, atMs: number): number | null {
  const { edges, unrest, scratch, reference } = state;
  edgeStrength(means, state.grid, scratch);
  const isFirst = state.startedMs === null;
  state.startedMs ??= atMs;
  if (atMs < state.lastMs - setBackMs) keepTimes(state, atMs);
  const elapsedMs = isFirst ? 0 : Math.min(2_000, Math.max(1, atMs - state.lastMs));
  state.lastMs = atMs;
  const follow = isFirst ? 1 : 1 - Math.exp(-elapsedMs / edgeTauMs);
  for (let i = 0; i < edges.length; i++) {
    const difference = scratch[i]! - edges[i]!;
    edges[i]! += follow * difference;
    unrest[i]! += (isFirst ? 0 : follow) * (Math.abs(difference) - unrest[i]!);
  }
  if (!state.hasReference) {
    if (atMs - state.startedMs < learnMs) return null;
    reference.set(edges);
    state.hasReference = true;
  }
  const correlation = correlate(state);
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
 * Correlation, where the picture is calm, of what is left of both when the mean of each row and of each column is taken out:
 * a skyline, a kerb or a platform's edge look the same wherever the camera is panned to.
 */
function correlate({ grid, edges, reference, unrest }: ViewState): number | null {
  const seen = centred(edges, unrest, grid);
  const usual = centred(reference, unrest, grid);
  let cells = 0;
  let shared = 0;
  let squaresSeen = 0;
  let squaresUsual = 0;
  for (let i = 0; i < seen.length; i++) {
    if (unrest[i]! > mostUnrest) continue;
    cells++;
    shared += seen[i]! * usual[i]!;
    squaresSeen += seen[i]! ** 2;
    squaresUsual += usual[i]! ** 2;
  }
  if (cells < leastCalm * seen.length) return null;
  // Less edge than sensor noise makes: nothing to compare.
  if (squaresSeen / cells < 1 || squaresUsual / cells < 1) return null;
  return shared / Math.sqrt(squaresSeen * squaresUsual);
}

/** Less the mean of its row and of its column, plus the mean of all: each over calm cells only. */
function centred(values: Float32Array, unrest: Float32Array, { columns, rows }: CellGrid): Float32Array {
  const ofRows = new Float64Array(2 * rows);
  const ofColumns = new Float64Array(2 * columns);
  let sum = 0;
  let count = 0;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      if (unrest[i]! > mostUnrest) continue;
      const value = values[i]!;
      ofRows[2 * row]! += value;
      ofRows[2 * row + 1]!++;
      ofColumns[2 * column]! += value;
      ofColumns[2 * column + 1]!++;
      sum += value;
      count++;
    }
  }
  const mean = sum / Math.max(1, count);
  const left = new Float32Array(values.length);
  for (let row = 0, i = 0; row < rows; row++) {
    const rowMean = ofRows[2 * row]! / Math.max(1, ofRows[2 * row + 1]!);
    for (let column = 0; column < columns; column++, i++) {
      const columnMean = ofColumns[2 * column]! / Math.max(1, ofColumns[2 * column + 1]!);
      left[i] = values[i]! - rowMean - columnMean + mean;
    }
  }
  return left;
}
