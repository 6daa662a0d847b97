/**
 * What disturbs the whole picture: drops, flakes and insects that flit across every part of it, and light that goes up and
 * down. Read off the motion model's cells at every analysed picture. Pure: no clock, no I/O.
 */

import type { MotionModel } from './motion.ts';

/** Parts the picture is cut into, each judged by itself. */
const partColumns = 12;
const partRows = 8;
/** Leaps are averaged over about this long. */
const tauMs = 3_000;
/**
 * The light has turned when it went this far back: share of its mean, and at least so many grey levels. Smaller turns the
 * motion model makes up for, and the detector does not notice.
 */
const swingShare = 0.25;
const leastSwing = 8;
const swingWindowMs = 10_000;
/** Pictures further apart are no neighbours in time. */
const longestGapMs = 1_500;

export type DisturbanceState = {
  /** The part of each cell. */
  readonly partOf: Uint8Array;
  /** How each cell of the last picture, and of the one before, differed from the empty place: -1 darker, 1 brighter, 0 not. */
  readonly last: Int8Array;
  readonly before: Int8Array;
  /** Slow mean of each part's share of leaping cells. */
  readonly restless: Float32Array;
  readonly leaps: Uint32Array;
  readonly free: Uint32Array;
  /** Pictures in a row, at most 3. */
  seen: number;
  lastMs: number;
  light: { extreme: number; direction: -1 | 0 | 1 };
  swingsMs: number[];
};

/** See `CameraSignal`. */
export type Disturbance = { readonly restlessShare: number; readonly swingsPerS: number };

export function createDisturbance({ grid }: MotionModel): DisturbanceState {
  const { columns, rows } = grid;
  const partOf = new Uint8Array(columns * rows);
  for (let i = 0; i < partOf.length; i++) {
    const row = (i / columns) | 0;
    const part = (at: number, of: number, parts: number) =>
      Math.min(parts - 1, Math.floor((at * parts) / of));
    partOf[i] = part(row, rows, partRows) * partColumns + part(i - row * columns, columns, partColumns);
  }
  const parts = partColumns * partRows;
  return {
    partOf,
    last: new Int8Array(partOf.length),
    before: new Int8Array(partOf.length),
    restless: new Float32Array(parts),
    leaps: new Uint32Array(parts),
    free: new Uint32Array(parts),
    seen: 0,
    lastMs: Number.NEGATIVE_INFINITY,
    light: { extreme: 0, direction: 0 },
    swingsMs: [],
  };
}

/**
 * Takes in the picture that `advanceMotion` has just taken in.
 *
 * A cell leaps when it differs from the empty place in one picture and neither in the one before nor in the one after. What
 * a person, a vehicle or a crowd covers stays covered for longer; cells of things that are followed do not count at all;
 * and what sways (leaves, flags) is restless in its own parts of the picture only. It does not see rain too fine to change
 * a cell (1/160 of the picture), nor a lamp that lights less than half of the picture.
 */
export function advanceDisturbance(state: DisturbanceState, model: MotionModel, atMs: number): Disturbance {
  const elapsedMs = atMs - state.lastMs;
  state.lastMs = atMs;
  const isNeighbour = elapsedMs > 0 && elapsedMs <= longestGapMs;
  state.seen = isNeighbour ? Math.min(state.seen + 1, 3) : 1;
  followLight(state, model, isNeighbour, atMs);
  followLeaps(state, model, 1 - Math.exp(-elapsedMs / tauMs));
  return {
    restlessShare: restlessShare(state),
    swingsPerS: state.swingsMs.length / (swingWindowMs / 1000),
  };
}

function followLeaps(state: DisturbanceState, model: MotionModel, follow: number): void {
  const { partOf, last, before, leaps, free } = state;
  const { current, background, noise, texture, held, shift } = model;
  leaps.fill(0);
  free.fill(0);
  for (let i = 0; i < current.length; i++) {
    const difference = current[i]! - background[i]! - shift;
    // Noise earns tolerance, but rain that has lasted for minutes must not.
    const leap = 6 + 3 * Math.min(3, noise[i]!) + 0.35 * Math.min(40, texture[i]!);
    const now = difference > leap ? 1 : difference < -leap ? -1 : 0;
    if (held[i] === 0) {
      free[partOf[i]!]!++;
      if (now === 0 && last[i] !== 0 && before[i] === 0) leaps[partOf[i]!]!++;
    }
    before[i] = last[i]!;
    last[i] = now;
  }
  if (state.seen < 3) return;
  for (let part = 0; part < leaps.length; part++) {
    const share = free[part]! === 0 ? 0 : leaps[part]! / free[part]!;
    state.restless[part]! += follow * (share - state.restless[part]!);
  }
}

/** What three quarters of the picture's parts exceed: what is restless in one place only does not count. */
function restlessShare({ restless }: DisturbanceState): number {
  return restless.toSorted()[restless.length >> 2]!;
}

/** Counts the turns of the light. Things that pass change less than half of the picture, and so not its median. */
function followLight(
  state: DisturbanceState,
  { background, shift }: MotionModel,
  isNeighbour: boolean,
  atMs: number,
): void {
  const { light } = state;
  state.swingsMs = state.swingsMs.filter((ms) => ms > atMs - swingWindowMs && ms <= atMs);
  if (!isNeighbour) {
    state.light = { extreme: shift, direction: 0 };
    return;
  }
  const gone = shift - light.extreme;
  if (light.direction !== 0 && gone * light.direction >= 0) {
    light.extreme = shift;
  } else if (Math.abs(gone) >= leastSwing && Math.abs(gone) >= swingShare * meanOf(background)) {
    if (light.direction !== 0) state.swingsMs.push(atMs);
    state.light = { extreme: shift, direction: gone > 0 ? 1 : -1 };
  }
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
