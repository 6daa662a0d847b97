/**
 * Each cell of the motion grid by itself: has it looked different from the empty place, and the same, for a while? Two
 * backgrounds, a slow and a quick one, as in Porikli, Ivanov and Haga, "Robust Abandoned Object Detection Using Dual
 * Foregrounds", EURASIP J. Adv. Signal Process. 2008.
 */
import type { MotionModel } from './motion.ts';

export type StillCells = {
  /** What the cell shows while it differs, corrected for the light of the whole picture; follows slow light. */
  readonly look: Float32Array;
  /** The cell of the empty place, as it was when it began to differ: the motion model absorbs, this does not. */
  readonly empty: Float32Array;
  /** Unchanged for so long, observed ms; 0: does not differ. */
  readonly stillMs: Float32Array;
  /** Unlike its look for so long, ms. */
  readonly awayMs: Float32Array;
  /** 1 + the slot of the region that the cell belongs to; 0: none. */
  readonly owner: Uint8Array;
  /** 1 under the box of something that was detected. */
  readonly covered: Uint8Array;
};

/** Of each region, by slot: what its cells say in this picture. */
export type SlotCounts = {
  /** Not covered. */
  readonly visible: Uint32Array;
  /** Looks as it did. */
  readonly present: Uint32Array;
  /** Looks like the empty place. */
  readonly bare: Uint32Array;
};

/** Sensor noise and coding of a still cell stay below this, grey levels. */
const noiseLevels = 5;
/** A cell of higher contrast may vary by this share of it: an object's edge shakes with the camera. */
const contrastShare = 0.25;
/** Somebody who passes before a cell does not begin its time anew, ms. */
const passerMs = 1_000;
/** A cell of a region that looks empty for so long is none of its cells any more; longer than it takes the region to end. */
const leavesMs = 4_000;
/** Light that changes slower than this is followed. */
const lightTauMs = 10_000;

export function createStillCells(cells: number): StillCells {
  const floats = () => new Float32Array(cells);
  const bytes = () => new Uint8Array(cells);
  return {
    look: floats(),
    empty: floats(),
    stillMs: floats(),
    awayMs: floats(),
    owner: bytes(),
    covered: bytes(),
  };
}

/** One picture. `isLearning`: the empty place is not known well enough for anything new to begin. */
export function advanceStillCells(
  cells: StillCells,
  counts: SlotCounts,
  model: MotionModel,
  { elapsedMs, isLearning }: { readonly elapsedMs: number; readonly isLearning: boolean },
): void {
  const { look, empty, stillMs, awayMs, owner, covered } = cells;
  const { current, background, foreground, shift } = model;
  const { visible, present, bare } = counts;
  visible.fill(0);
  present.fill(0);
  bare.fill(0);
  const follow = 1 - Math.exp(-elapsedMs / lightTauMs);
  for (let i = 0; i < stillMs.length; i++) {
    const ms = stillMs[i]!;
    if (ms === 0) {
      if (foreground[i] === 0 || covered[i] === 1 || isLearning) continue;
      look[i] = current[i]! - shift;
      empty[i] = background[i]!;
      stillMs[i] = 1;
      awayMs[i] = 0;
      continue;
    }
    const slot = owner[i]! - 1;
    if (covered[i] === 1) {
      // What stands there is known; a passer-by costs an unclaimed cell no more than the time of passing.
      if (slot < 0) stillMs[i] = Math.max(0, ms - elapsedMs);
      continue;
    }
    const seen = current[i]! - shift;
    const contrast = Math.abs(look[i]! - empty[i]!);
    const away = seen - look[i]!;
    const isPresent = Math.abs(away) <= noiseLevels + contrastShare * contrast;
    // Nearer to the empty place than to its look.
    const isBare = !isPresent && Math.abs(seen - empty[i]!) <= Math.max(noiseLevels, 0.4 * contrast);
    if (slot >= 0) {
      visible[slot]!++;
      if (isPresent) present[slot]!++;
      else if (isBare) bare[slot]!++;
    }
    if (isPresent) {
      stillMs[i] = ms + elapsedMs;
      awayMs[i] = 0;
      // Light falls on the thing and on the place that it hides alike.
      look[i]! += follow * away;
      empty[i]! += follow * away;
      continue;
    }
    awayMs[i]! += elapsedMs;
    if (slot >= 0) {
      // A shadow that moved on while the thing stayed.
      if (isBare && awayMs[i]! > leavesMs) {
        owner[i] = 0;
        stillMs[i] = 0;
      }
      continue;
    }
    if (isBare) stillMs[i] = 0;
    else if (awayMs[i]! > passerMs) {
      look[i] = seen;
      stillMs[i] = 1;
      awayMs[i] = 0;
    }
  }
}

/** The light of the whole place is another and the model has learned it anew: what stood there is taken to stand there still. */
export function relightStillCells(cells: StillCells, model: MotionModel): void {
  const { look, empty, stillMs, awayMs, owner } = cells;
  for (let i = 0; i < owner.length; i++) {
    if (owner[i] === 0) {
      stillMs[i] = 0;
      continue;
    }
    const contrast = look[i]! - empty[i]!;
    look[i] = model.current[i]! - model.shift;
    empty[i] = look[i]! - contrast;
    awayMs[i] = 0;
  }
}
