/**
 * What moves, from brightness alone: a background model per cell of a coarse grid. It knows no things and no people,
 * so it also sees what the detector misses; the mask relies on it. Pure: no clock, no I/O.
 */
import type { CrowdedCells } from '../core/crowded-cells.ts';
import type { Box } from '../core/geometry.ts';
import {
  type CellGrid,
  cellGrid,
  cellMeans,
  localRange,
  markBoxes,
  medianDifference,
} from './motion-grid.ts';
import { growMoving } from './motion-region.ts';
import type { Yuv420 } from './picture.ts';

export type MotionModel = {
  readonly grid: CellGrid;
  readonly current: Float32Array;
  readonly previous: Float32Array;
  /** The picture the detector saw last. */
  readonly analysed: Float32Array;
  readonly background: Float32Array;
  /** Mean absolute deviation from the background while nothing moves: sensor noise, leaves, water. */
  readonly noise: Float32Array;
  /** Range of the background around each cell: what a camera shaking by a pixel or two would change. */
  readonly texture: Float32Array;
  /** 1 under what is followed, 2 where a crowd stands. */
  readonly held: Uint8Array;
  readonly foreground: Uint8Array;
  readonly moving: Uint8Array;
  /** How much brighter the whole picture is than the background: clouds, automatic exposure. */
  shift: number;
  lastMs: number;
  textureMs: number;
  /** Until then the model learns fast, because it does not know the place yet. */
  learningUntilMs: number;
  /** Until then its answer is not to be trusted. */
  settledAtMs: number;
  globalSinceMs: number | null;
  hasAnalysed: boolean;
};

export type Motion = {
  readonly grid: CellGrid;
  /**
   * Not 0 where something moves or stands that was not there, grown: the height of its region in cells, at most 255.
   * One byte a cell; valid until the next call.
   */
  readonly moving: Uint8Array;
  /** Share of the cells that differ from the background before growing, 0..1. */
  readonly movingShare: number;
  /**
   * Share of the cells that differ from the previous picture by more than noise, 0..1. Exactly 0 only when the picture
   * is the same to the last bit; sensor noise alone gives a value just above 0.
   */
  readonly changedShare: number;
  /** Something changed since the picture the detector saw last (`markAnalysed`): its result does not hold here. */
  readonly isChangedSinceAnalysed: boolean;
  /** Light or view changed everywhere, or the model is too young: which cells move is not known. */
  readonly isUnsure: boolean;
};

const learningMs = 5_000;
const settlingMs = 1_000;
/** A view that stays different everywhere for this long is the new view: a lamp was switched, the camera was turned. */
const newViewMs = 3_000;
const globalShare = 0.6;
const backgroundTauMs = 10_000;
const noiseTauMs = 5_000;
/** What stands still fades into the background this slowly: 30 grey levels of contrast take more than four minutes. */
const absorbTauMs = 300_000;
/**
 * The same where a crowd stands that the detector no longer finds. Not never: a stall that is set up meanwhile, or a wet floor,
 * must not pass for people for ever.
 */
const absorbCrowdTauMs = 7_200_000;
/**
 * Restless cells (leaves, water) earn tolerance in about a minute, up to `noiseCap`. By what changes from picture to picture,
 * not by how far they are from the background: who stands still and is not detected must earn none.
 */
const restlessTauMs = 60_000;
/** A time that lies this far back was set back. */
const setBackMs = 2_000;
const noiseCap = 5;
const baseTolerance = 7;

export function createMotion(size: { readonly widthPx: number; readonly heightPx: number }): MotionModel {
  const grid = cellGrid(size);
  const cells = grid.columns * grid.rows;
  const floats = () => new Float32Array(cells);
  return {
    grid,
    current: floats(),
    previous: floats(),
    analysed: floats(),
    background: floats(),
    noise: floats().fill(1.5),
    texture: floats(),
    held: new Uint8Array(cells),
    foreground: new Uint8Array(cells),
    moving: new Uint8Array(cells),
    shift: 0,
    lastMs: Number.NEGATIVE_INFINITY,
    textureMs: Number.NEGATIVE_INFINITY,
    learningUntilMs: 0,
    settledAtMs: 0,
    globalSinceMs: null,
    hasAnalysed: false,
  };
}

/**
 * Takes the next picture into the model and says what moves in it.
 * @param held boxes of things still followed, pixels of the picture: the background does not absorb what is under them.
 * @param crowded where a crowd stands: it fades into the background in hours instead of minutes, and earns no tolerance by
 *   its restlessness.
 */
export function advanceMotion(
  model: MotionModel,
  picture: Yuv420,
  atMs: number,
  held: readonly Box[] = [],
  crowded: readonly CrowdedCells[] = [],
): Motion {
  const { grid, current, previous } = model;
  const isFirst = model.lastMs === Number.NEGATIVE_INFINITY;
  previous.set(current);
  cellMeans(picture, grid, current);
  if (isFirst) learnView(model, atMs);
  // A clock that jumps must neither freeze the model nor make it forget.
  const elapsedMs = isFirst ? 0 : Math.min(2_000, Math.max(1, atMs - model.lastMs));
  if (atMs < model.lastMs - setBackMs) keepTimes(model, atMs);
  model.lastMs = atMs;
  const changedShare = isFirst ? 0 : shareChanged(model);
  markBoxes(held, grid, model.held);
  for (const cells of crowded) markCrowd(cells, model);

  const foregroundCells = advanceBackground(model, elapsedMs, atMs < model.learningUntilMs);
  const movingShare = foregroundCells / current.length;
  trackGlobalChange(model, movingShare, changedShare, atMs);
  if (atMs - model.textureMs >= 1_000) {
    localRange(model.background, grid, model.texture);
    model.textureMs = atMs;
  }
  if (movingShare > globalShare) model.moving.fill(255);
  else growMoving(model.foreground, grid, model.moving);
  return {
    grid,
    moving: model.moving,
    movingShare,
    changedShare,
    isChangedSinceAnalysed: !model.hasAnalysed || differsFromAnalysed(model),
    isUnsure: movingShare > globalShare || model.globalSinceMs !== null || atMs < model.settledAtMs,
  };
}

/** The detector has seen the picture of the last `advanceMotion`. */
export function markAnalysed(model: MotionModel): void {
  model.analysed.set(model.current);
  model.hasAnalysed = true;
}

/** What was to last for seconds must not last until the old time has come again. */
function keepTimes(model: MotionModel, atMs: number): void {
  const elapsedMs = atMs - model.lastMs;
  model.learningUntilMs += elapsedMs;
  model.settledAtMs += elapsedMs;
  model.textureMs += elapsedMs;
  if (model.globalSinceMs !== null) model.globalSinceMs += elapsedMs;
}

function learnView(model: MotionModel, atMs: number): void {
  model.background.set(model.current);
  model.shift = 0;
  model.noise.fill(1.5);
  localRange(model.background, model.grid, model.texture);
  model.textureMs = atMs;
  model.learningUntilMs = atMs + learningMs;
  model.settledAtMs = atMs + settlingMs;
  model.globalSinceMs = null;
}

function markCrowd({ columns, rows, indices }: CrowdedCells, { grid, held }: MotionModel): void {
  // Of a picture of another size, a moment ago.
  if (columns !== grid.columns || rows !== grid.rows) return;
  for (const i of indices) if (held[i] === 0) held[i] = 2;
}

/** Marks the cells that differ from the background and lets the background follow; returns how many differ. */
function advanceBackground(model: MotionModel, elapsedMs: number, isLearning: boolean): number {
  const { current, previous, background, noise, texture, held, foreground } = model;
  // Clouds and automatic exposure lift the whole picture: the median cell tells by how much.
  const shift = medianDifference(current, background);
  model.shift = shift;
  const follow = 1 - Math.exp(-elapsedMs / backgroundTauMs);
  const calm = 1 - Math.exp(-elapsedMs / noiseTauMs);
  const absorb = 1 - Math.exp(-elapsedMs / (isLearning ? 2_000 : absorbTauMs));
  const absorbCrowd = 1 - Math.exp(-elapsedMs / absorbCrowdTauMs);
  const restless = 1 - Math.exp(-elapsedMs / restlessTauMs);
  let count = 0;
  for (let i = 0; i < current.length; i++) {
    const difference = current[i]! - background[i]!;
    const deviation = Math.abs(difference - shift);
    const isForeground = deviation > tolerance(noise[i]!, texture[i]!);
    foreground[i] = isForeground ? 1 : 0;
    if (!isForeground) {
      background[i]! += follow * difference;
      noise[i]! += calm * (deviation - noise[i]!);
      continue;
    }
    count++;
    if (held[i] === 1) continue;
    if (held[i] === 2) {
      background[i]! += absorbCrowd * difference;
      continue;
    }
    background[i]! += absorb * difference;
    const stir = Math.abs(current[i]! - previous[i]!);
    noise[i] = Math.min(noiseCap, noise[i]! + restless * (stir - noise[i]!));
  }
  return count;
}

function tolerance(noise: number, texture: number): number {
  return baseTolerance + 3 * noise + 0.35 * Math.min(40, texture);
}

function trackGlobalChange(
  model: MotionModel,
  movingShare: number,
  changedShare: number,
  atMs: number,
): void {
  // Half of the limit: a picture that hovers about it is not to flicker between masked and clear.
  if (movingShare <= globalShare / 2) model.globalSinceMs = null;
  else if (movingShare > globalShare) model.globalSinceMs ??= atMs;
  const isLasting = model.globalSinceMs !== null && atMs - model.globalSinceMs >= newViewMs;
  if (isLasting && changedShare < 0.2) learnView(model, atMs);
}

function shareChanged(model: MotionModel): number {
  const { current, previous, noise } = model;
  let changed = 0;
  let isSame = true;
  for (let i = 0; i < current.length; i++) {
    const difference = Math.abs(current[i]! - previous[i]!);
    if (difference === 0) continue;
    isSame = false;
    if (difference > 4 + 3 * noise[i]!) changed++;
  }
  return isSame ? 0 : Math.max(changed / current.length, 1e-6);
}

/** Two neighbouring cells past noise are enough: something that starts must not be missed. */
function differsFromAnalysed(model: MotionModel): boolean {
  const { current, analysed, noise, grid } = model;
  let row = -1;
  for (let i = 0; i < current.length; i++) {
    if (i % grid.columns === 0) row++;
    if (Math.abs(current[i]! - analysed[i]!) <= 5 + 3 * noise[i]!) continue;
    const column = i - row * grid.columns;
    const hasNeighbour = (j: number) => Math.abs(current[j]! - analysed[j]!) > 5 + 3 * noise[j]!;
    if (column > 0 && hasNeighbour(i - 1)) return true;
    if (row > 0 && hasNeighbour(i - grid.columns)) return true;
  }
  return false;
}
