/** What is remembered of still regions: bounded, and of brightness in coarse cells only. */
import type { Box } from '../core/geometry.ts';
import type { StillRegion } from '../core/still-region.ts';
import type { MotionModel } from './motion.ts';
import { createStillCells, type SlotCounts, type StillCells } from './still-cells.ts';
import { type Edges, noEdges } from './still-look.ts';
import { createPlaces, type Places } from './still-places.ts';

/** At most so many regions, one bit each; while all are taken nothing new is told. */
export const mostSlots = 32;
/**
 * What moved while the place was learned is part of it now, and its ghost comes up soon after, ms. Where the light of the
 * whole picture jumps, bright and dark parts do not follow alike.
 */
const doubtMs = 5_000;

/** One region, told or not. */
export type Slot = {
  readonly id: number;
  readonly sinceMs: number;
  /** Cells, first and last included. */
  left: number;
  top: number;
  right: number;
  bottom: number;
  size: number;
  agedMs: number;
  bareMs: number;
  unlikeMs: number;
  hiddenMs: number;
  judgedMs: number;
  readonly edges: Edges;
  /** Stays so. */
  isKnown: boolean;
  /** What is told of it; null while it is taken for no thing. */
  told: StillRegion | null;
};

export type StillState = {
  readonly model: MotionModel;
  readonly cells: StillCells;
  readonly counts: SlotCounts;
  readonly slots: (Slot | null)[];
  readonly places: Places;
  /** Scratch: cells of one region, and which have been looked at. */
  readonly members: Int32Array;
  readonly visited: Uint8Array;
  /** From cells to pixels of the analysed frame. */
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
  readonly frame: { readonly widthPx: number; readonly heightPx: number };
  nextId: number;
  lastMs: number | null;
  learnedUntilMs: number;
  /** When the light last was another than the background's. */
  lightAtMs: number;
  told: readonly StillRegion[];
};

/** @param frame size of the analysed frame, in whose pixels covers and regions are. */
export function createStill(
  model: MotionModel,
  frame: { readonly widthPx: number; readonly heightPx: number },
): StillState {
  const { grid } = model;
  const n = grid.columns * grid.rows;
  const perSlot = () => new Uint32Array(mostSlots);
  return {
    model,
    cells: createStillCells(n),
    counts: { visible: perSlot(), present: perSlot(), bare: perSlot() },
    slots: new Array<Slot | null>(mostSlots).fill(null),
    places: createPlaces(),
    members: new Int32Array(n),
    visited: new Uint8Array(n),
    cellWidthPx: (grid.cellPx * frame.widthPx) / grid.widthPx,
    cellHeightPx: (grid.cellPx * frame.heightPx) / grid.heightPx,
    frame: { widthPx: frame.widthPx, heightPx: frame.heightPx },
    nextId: 1,
    lastMs: null,
    learnedUntilMs: model.learningUntilMs,
    lightAtMs: Number.NEGATIVE_INFINITY,
    told: [],
  };
}

/** Of the cells in `members`. */
export function createSlot(state: StillState, size: number, atMs: number): Slot {
  let longestMs = 0;
  for (let m = 0; m < size; m++) longestMs = Math.max(longestMs, state.cells.stillMs[state.members[m]!]!);
  const sinceMs = Math.round(atMs - longestMs);
  return {
    id: state.nextId++,
    sinceMs,
    left: Number.POSITIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    right: -1,
    bottom: -1,
    size: 0,
    agedMs: 0,
    bareMs: 0,
    unlikeMs: 0,
    hiddenMs: 0,
    judgedMs: 0,
    edges: noEdges(),
    isKnown: sinceMs < Math.max(state.model.learningUntilMs, state.lightAtMs) + doubtMs,
    told: null,
  };
}

/** A slot for a new region, if need be that of the oldest one that is not told; -1: none. */
export function freeSlot(state: StillState): number {
  const free = state.slots.indexOf(null);
  if (free >= 0) return free;
  let oldest = -1;
  for (let i = 0; i < mostSlots; i++) {
    const slot = state.slots[i]!;
    if (slot.told === null && (oldest < 0 || slot.id < state.slots[oldest]!.id)) oldest = i;
  }
  if (oldest >= 0) release(state, oldest);
  return oldest;
}

/** The cells in `members` become the region's. */
export function claim({ cells, members, model, slots }: StillState, index: number, size: number): void {
  const slot = slots[index]!;
  const { columns } = model.grid;
  for (let m = 0; m < size; m++) {
    const i = members[m]!;
    const row = (i / columns) | 0;
    const column = i - row * columns;
    cells.owner[i] = index + 1;
    slot.left = Math.min(slot.left, column);
    slot.right = Math.max(slot.right, column);
    slot.top = Math.min(slot.top, row);
    slot.bottom = Math.max(slot.bottom, row);
  }
}

/** The region's cells into `members`; its outline is fitted to them. */
export function gather({ cells, members, model, slots }: StillState, index: number): number {
  const slot = slots[index]!;
  const { left, right, top, bottom } = slot;
  const { columns } = model.grid;
  let size = 0;
  slot.left = right;
  slot.right = left;
  slot.top = bottom;
  slot.bottom = top;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const i = row * columns + column;
      if (cells.owner[i] !== index + 1) continue;
      members[size++] = i;
      slot.left = Math.min(slot.left, column);
      slot.right = Math.max(slot.right, column);
      slot.top = Math.min(slot.top, row);
      slot.bottom = Math.max(slot.bottom, row);
    }
  }
  return size;
}

/** Leaves `members` alone. */
export function release({ cells, model, slots }: StillState, index: number): void {
  const { left, right, top, bottom } = slots[index]!;
  const { columns } = model.grid;
  for (let row = top; row <= bottom; row++) {
    for (let i = row * columns + left; i <= row * columns + right; i++) {
      if (cells.owner[i] !== index + 1) continue;
      cells.owner[i] = 0;
      cells.stillMs[i] = 0;
    }
  }
  slots[index] = null;
}

/** Pixels of the analysed frame. */
export function boxOf({ cellWidthPx, cellHeightPx, frame }: StillState, slot: Slot): Box {
  const x = slot.left * cellWidthPx;
  const y = slot.top * cellHeightPx;
  return {
    x,
    y,
    w: Math.min(frame.widthPx, (slot.right + 1) * cellWidthPx) - x,
    h: Math.min(frame.heightPx, (slot.bottom + 1) * cellHeightPx) - y,
  };
}
