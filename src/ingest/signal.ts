/** The camera's fitness to measure, read off the picture: statistics only, no content. */
import type { CameraSignal } from '../core/camera-signal.ts';
import { type CellGrid, cellGrid, cellMeans } from './motion-grid.ts';
import type { Yuv420 } from './picture.ts';
import { advanceView, createView, type ViewState } from './signal-view.ts';

/** One camera's picture statistics between frames. */
export type SignalState = {
  readonly grid: CellGrid;
  readonly means: Float32Array;
  readonly view: ViewState;
  last: CameraSignal | null;
};

export function createSignal(size: { readonly widthPx: number; readonly heightPx: number }): SignalState {
  const grid = cellGrid(size);
  return {
    grid,
    means: new Float32Array(grid.columns * grid.rows),
    view: createView(grid),
    last: null,
  };
}

/**
 * Reads a picture (clear, at the masked stream's size).
 * @param changedShare from the motion model.
 */
export function readSignal(
  state: SignalState,
  picture: Yuv420,
  at: { readonly atMs: number; readonly changedShare: number; readonly droppedShare: number },
): CameraSignal {
  cellMeans(picture, state.grid, state.means);
  const { mean, contrast } = lumaStatistics(picture);
  state.last = {
    atMs: at.atMs,
    isConnected: true,
    meanLuma: mean,
    contrast,
    sharpness: sharpness(picture),
    changedShare: at.changedShare,
    viewCorrelation: advanceView(state.view, state.means, at.atMs),
    droppedShare: at.droppedShare,
  };
  return state.last;
}

/** No frame came: the last picture's statistics, marked as not connected. */
export function lostSignal(last: CameraSignal | null, atMs: number): CameraSignal {
  return {
    meanLuma: 0,
    contrast: 0,
    sharpness: 0,
    changedShare: 0,
    viewCorrelation: null,
    droppedShare: 0,
    ...last,
    atMs,
    isConnected: false,
  };
}

/** Every fourth pixel of every second row: means of 28,000 samples are good to a tenth of a grey level. */
function lumaStatistics({ y, widthPx, heightPx }: Yuv420): { mean: number; contrast: number } {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let row = 0; row < heightPx; row += 2) {
    for (let i = row * widthPx, end = i + widthPx; i < end; i += 4) {
      const value = y[i]!;
      sum += value;
      squares += value * value;
      count++;
    }
  }
  const mean = sum / count;
  return { mean, contrast: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** Variance of the 4-neighbour Laplacian, on every second pixel of every second row. */
function sharpness({ y, widthPx, heightPx }: Yuv420): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let row = 1; row < heightPx - 1; row += 2) {
    for (let i = row * widthPx + 1, end = (row + 1) * widthPx - 1; i < end; i += 2) {
      const value = 4 * y[i]! - y[i - 1]! - y[i + 1]! - y[i - widthPx]! - y[i + widthPx]!;
      sum += value;
      squares += value * value;
      count++;
    }
  }
  if (count === 0) return 0;
  const mean = sum / count;
  return squares / count - mean * mean;
}
