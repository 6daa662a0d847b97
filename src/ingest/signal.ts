/** The camera's fitness to measure, read off the picture: statistics only, no content. */
import type { CameraSignal } from '../core/camera-signal.ts';
import type { CellGrid } from './motion-grid.ts';
import type { Yuv420 } from './picture.ts';
import { advanceView, createView, type ViewState } from './signal-view.ts';

/** What is kept of a camera's picture between readings. */
export type SignalState = {
  readonly view: ViewState;
  last: CameraSignal | null;
};

export function createSignal(grid: CellGrid): SignalState {
  return { view: createView(grid), last: null };
}

/**
 * Reads a picture (clear, at the masked stream's size).
 * @param means brightness of the motion model's cells.
 * @param at what is not to be seen in one picture. `changedShare`: the largest since the last reading; `droppedShare` over
 *   the last 10 s; `restlessShare` and `swingsPerS`: see `Disturbance`; `clockErrorMs`: see `ClockWatch`.
 */
export function readSignal(
  state: SignalState,
  picture: Yuv420,
  means: Float32Array,
  at: Pick<
    CameraSignal,
    'atMs' | 'changedShare' | 'droppedShare' | 'restlessShare' | 'swingsPerS' | 'clockErrorMs'
  >,
): CameraSignal {
  const { mean, contrast } = lumaStatistics(picture);
  state.last = {
    ...at,
    isConnected: true,
    meanLuma: mean,
    contrast,
    sharpness: sharpness(picture),
    viewCorrelation: advanceView(state.view, means, at.atMs),
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
    restlessShare: 0,
    swingsPerS: 0,
    clockErrorMs: null,
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
