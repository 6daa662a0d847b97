/**
 * Parts of the picture that differ from the empty place and have stopped changing: something was set down or taken
 * away. Followed by place, from brightness of the motion grid's cells alone; no pixels are kept. Pure: no clock, no I/O.
 *
 * No region: what a confirmed track covers or has just stood in, what keeps the pattern of the place it falls on (shadow,
 * lamp), what is larger than a thing somebody leaves. A person who sits still and is not detected for long
 * looks like a thing, and so does a sharp shadow on plain ground: known limits.
 */
import type { Category } from '../core/detection.ts';
import type { Box } from '../core/geometry.ts';
import type { StillRegion } from '../core/still-region.ts';
import { markBoxes } from './motion-grid.ts';
import { advanceStillCells, relightStillCells } from './still-cells.ts';
import { fewestCells, growRegions } from './still-growth.ts';
import { forgetPlaces, standAt, stoodAt } from './still-places.ts';
import { boxOf, mostSlots, release, type StillState } from './still-state.ts';
import { judgeSlot } from './still-verdict.ts';

/** A confirmed track that was seen in this picture or a moment ago. */
export type Cover = { readonly id: number; readonly category: Category; readonly box: Box };

/** So many grey levels off the background are a jump of the light; slower changes the background follows. */
const lightJump = 8;
const goneMs = 1_000;
/** Hidden behind something, or changed: for so long it is taken to be there still, ms. */
const hiddenMs = 20_000;
const coveredMs = 600_000;
/** What is told stays for hours; what is not becomes part of the place as the motion model has it. */
const longestToldMs = 6 * 3_600_000;
const longestUntoldMs = 900_000;
const judgeEveryMs = 1_000;

/**
 * Takes the picture of the model's last `advanceMotion` in. While `isUnsure` nothing begins, ends or grows older.
 * @returns the regions to tell, oldest first; the same array while nothing about them changes.
 */
export function advanceStill(
  state: StillState,
  covers: readonly Cover[],
  { atMs, isUnsure }: { readonly atMs: number; readonly isUnsure: boolean },
): readonly StillRegion[] {
  const { model, cells, counts, places } = state;
  const elapsedMs = state.lastMs === null ? 0 : Math.min(2_000, Math.max(1, atMs - state.lastMs));
  state.lastMs = atMs;
  if (isUnsure) return state.told;
  if (state.learnedUntilMs !== model.learningUntilMs) {
    relightStillCells(cells, model);
    state.learnedUntilMs = model.learningUntilMs;
  }
  if (Math.abs(model.shift) >= lightJump) state.lightAtMs = atMs;
  for (const { id, category, box } of covers) standAt(places, id, category, box, atMs);
  forgetPlaces(places, atMs);
  cover(state, covers);
  advanceStillCells(cells, counts, model, { elapsedMs, isLearning: atMs < model.learningUntilMs });
  let isChanged = false;
  for (let slot = 0; slot < mostSlots; slot++) {
    if (state.slots[slot] != null && followSlot(state, slot, atMs, elapsedMs)) isChanged = true;
  }
  const grown = growRegions(state, atMs);
  // What grew may have been joined to another by now.
  if (grown !== 0) isChanged = true;
  for (let slot = 0; slot < mostSlots; slot++) {
    if (((grown >>> slot) & 1) === 1 && state.slots[slot] != null) judgeSlot(state, slot, atMs);
  }
  if (isChanged) {
    state.told = state.slots
      .flatMap((slot) => slot?.told ?? [])
      .sort((a, b) => a.sinceMs - b.sinceMs || a.id - b.id);
  }
  return state.told;
}

/** The view is another: nothing that was still is known to be. */
export function forgetStill(state: StillState): readonly StillRegion[] {
  state.cells.stillMs.fill(0);
  state.cells.owner.fill(0);
  state.slots.fill(null);
  state.places.list.length = 0;
  state.told = [];
  return state.told;
}

function cover({ cells, model, cellWidthPx, cellHeightPx }: StillState, covers: readonly Cover[]): void {
  const { grid } = model;
  const sx = grid.cellPx / cellWidthPx;
  const sy = grid.cellPx / cellHeightPx;
  markBoxes(
    covers.map(({ box }) => ({ x: box.x * sx, y: box.y * sy, w: box.w * sx, h: box.h * sy })),
    grid,
    cells.covered,
  );
}

/** @returns whether what is told of it changed. */
function followSlot(state: StillState, index: number, atMs: number, elapsedMs: number): boolean {
  const slot = state.slots[index]!;
  const { counts } = state;
  const visible = counts.visible[index]!;
  slot.agedMs += elapsedMs;
  const isSeen = visible >= 0.3 * slot.size;
  const isBare = isSeen && counts.bare[index]! > 0.5 * visible;
  const isUnlike = isSeen && counts.present[index]! < 0.5 * visible;
  slot.bareMs = isBare ? slot.bareMs + elapsedMs : isSeen ? 0 : slot.bareMs;
  slot.unlikeMs = isUnlike ? slot.unlikeMs + elapsedMs : isSeen ? 0 : slot.unlikeMs;
  slot.hiddenMs = isSeen ? 0 : slot.hiddenMs + elapsedMs;
  const isOver =
    slot.bareMs >= goneMs ||
    slot.size < fewestCells ||
    slot.unlikeMs >= hiddenMs ||
    slot.hiddenMs >= coveredMs ||
    slot.agedMs >= (slot.told === null ? longestUntoldMs : longestToldMs);
  if (isOver) {
    // Where the model had begun to take it for the place, the bare place differs now: that is no new thing.
    if (slot.bareMs >= goneMs) stoodAt(state.places, boxOf(state, slot), atMs);
    release(state, index);
    return slot.told !== null;
  }
  slot.judgedMs += elapsedMs;
  return slot.judgedMs >= judgeEveryMs && !isUnlike ? judgeSlot(state, index, atMs) : false;
}
