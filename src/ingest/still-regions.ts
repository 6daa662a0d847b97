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
import type { MotionModel } from './motion.ts';
import { markBoxes } from './motion-grid.ts';
import {
  advanceStillCells,
  createStillCells,
  relightStillCells,
  type SlotCounts,
  type StillCells,
} from './still-cells.ts';
import { type Edges, isLight, lookOf, noEdges, readEdges } from './still-look.ts';
import {
  createPlaces,
  forgetPlaces,
  isBesideVehicle,
  isKnownPlace,
  type Places,
  standAt,
  stoodAt,
  wasBesideVehicle,
} from './still-places.ts';

/** A confirmed track that was seen in this picture or a moment ago. */
export type Cover = { readonly id: number; readonly category: Category; readonly box: Box };

/** At most so many regions, one bit each; while all are taken nothing new is told. */
const mostSlots = 32;
/** Unchanged for so long is still, ms. */
const bornMs = 3_000;
const fewestCells = 5;
/** Larger than this share of the picture is no thing that somebody leaves. */
const largestShare = 0.08;
/** Thin lines along edges come from a camera that moved by a pixel. */
const leastFill = 0.3;
/** Automatic exposure shifts parts of a picture by ten grey levels for good. */
const leastContrast = 15;
/**
 * What moved while the place was learned is part of it now, and its ghost comes up soon after, ms. Where the light of the
 * whole picture jumps, bright and dark parts do not follow alike.
 */
const doubtMs = 5_000;
/** So many grey levels off the background are a jump of the light; slower changes the background follows. */
const lightJump = 8;
/** A region takes in what becomes still beside it: while young all of it, later up to so many times its size. */
const growsMs = 5_000;
const growth = 2;
const goneMs = 1_000;
/** Hidden behind something, or changed: for so long it is taken to be there still, ms. */
const hiddenMs = 20_000;
const coveredMs = 600_000;
/** What is told stays for hours; what is not becomes part of the place as the motion model has it. */
const longestToldMs = 6 * 3_600_000;
const longestUntoldMs = 900_000;
const judgeEveryMs = 1_000;
/** Weight of a new look at the outline. */
const lookWeight = 0.3;

type Slot = {
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
  if (findNew(state, atMs)) isChanged = true;
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

/** Says anew what the region is. @returns whether that changed. */
function judgeSlot(state: StillState, index: number, atMs: number): boolean {
  const slot = state.slots[index]!;
  const { model, cells, members } = state;
  slot.judgedMs = 0;
  const size = gather(state, index);
  slot.size = size;
  if (size === 0) return false;
  readEdges(fresh, members, size, { cells, model, grid: model.grid });
  blend(slot.edges, fresh);
  const box = boxOf(state, slot);
  const look = lookOf(slot.edges, slot.told?.look ?? 'unknown');
  // Asked every time: a car that the detector has lost keeps its place.
  const isFilled = isKnownPlace(state.places, box, slot.sinceMs, look === 'vanished' ? null : atMs);
  slot.isKnown ||= isFilled || (look !== 'appeared' && wasBesideVehicle(state.places, box, slot.sinceMs));
  const area = (slot.right - slot.left + 1) * (slot.bottom - slot.top + 1);
  const isThing =
    !slot.isKnown &&
    !isBesideVehicle(state.places, box, slot.sinceMs, atMs) &&
    size >= leastFill * area &&
    area <= largestShare * cells.owner.length &&
    slot.edges.contrast >= leastContrast &&
    !isLight(slot.edges);
  const before = slot.told;
  if (!isThing) {
    slot.told = null;
    return before !== null;
  }
  if (before !== null && before.look === look && isSameBox(before.box, box)) return false;
  slot.told = { id: slot.id, box, sinceMs: slot.sinceMs, look };
  return true;
}

const fresh = noEdges();

/** A crowd or a passer-by may hide the outline for a while: such a look counts for nothing. */
function blend(edges: Edges, seen: Edges): void {
  const weight = edges.steps === 0 ? 1 : lookWeight;
  edges.contrast += weight * (seen.contrast - edges.contrast);
  edges.pattern += weight * (seen.pattern - edges.pattern);
  edges.glare += weight * (seen.glare - edges.glare);
  if (seen.steps === 0 || seen.steps * 2 < edges.steps) return;
  edges.alikeNow += weight * (seen.alikeNow - edges.alikeNow);
  edges.alikeBefore += weight * (seen.alikeBefore - edges.alikeBefore);
  edges.now += weight * (seen.now - edges.now);
  edges.before += weight * (seen.before - edges.before);
  edges.steps = seen.steps;
}

/** Joins what has become still into regions. @returns whether one of them is to be told. */
function findNew(state: StillState, atMs: number): boolean {
  const { visited, cells } = state;
  const { stillMs, owner } = cells;
  let isChanged = false;
  visited.fill(0);
  for (let start = 0; start < stillMs.length; start++) {
    if (stillMs[start]! < bornMs || owner[start] !== 0 || visited[start] === 1) continue;
    const found = flood(state, start);
    let index = hostOf(state, found);
    if (index < 0 && found.size >= fewestCells) {
      index = freeSlot(state);
      if (index >= 0) state.slots[index] = createSlot(state, found.size, atMs);
    }
    if (index < 0) continue;
    claim(state, index, found.size);
    join(state, index, found.touched);
    if (judgeSlot(state, index, atMs)) isChanged = true;
  }
  return isChanged;
}

/** Leaves the cells in `members`; `touched` has a bit for each slot they touch. Cells that touch, or nearly: across one cell. */
function flood(state: StillState, start: number): { size: number; touched: number } {
  const { cells, members, visited, model } = state;
  const { stillMs, owner } = cells;
  const { columns, rows } = model.grid;
  let size = 0;
  let touched = 0;
  members[size++] = start;
  visited[start] = 1;
  for (let m = 0; m < size; m++) {
    const row = (members[m]! / columns) | 0;
    const column = members[m]! - row * columns;
    const lastRow = Math.min(rows - 1, row + 2);
    const lastColumn = Math.min(columns - 1, column + 2);
    for (let r = Math.max(0, row - 2); r <= lastRow; r++) {
      for (let c = Math.max(0, column - 2); c <= lastColumn; c++) {
        const i = r * columns + c;
        if (owner[i] !== 0) {
          touched |= 1 << (owner[i]! - 1);
          continue;
        }
        if (visited[i] === 1 || stillMs[i]! < bornMs) continue;
        visited[i] = 1;
        members[size++] = i;
      }
    }
  }
  return { size, touched };
}

/** The eldest told region that the cells touch, unless they are far more than it: what is uncovered bit by bit stays one. */
function hostOf({ slots }: StillState, found: { readonly size: number; readonly touched: number }): number {
  let eldest = -1;
  for (let i = 0; i < mostSlots; i++) {
    if (((found.touched >>> i) & 1) === 0 || slots[i]?.told == null) continue;
    if (slots[i]!.agedMs > growsMs && found.size > growth * slots[i]!.size) continue;
    if (eldest < 0 || slots[i]!.id < slots[eldest]!.id) eldest = i;
  }
  return eldest;
}

/** Takes in the younger regions that a part just claimed has joined to this one. */
function join(state: StillState, index: number, touched: number): void {
  const { slots, cells } = state;
  const slot = slots[index]!;
  // Another outline: what was read of the old one says nothing.
  slot.edges.steps = 0;
  for (let i = 0; i < mostSlots; i++) {
    const other = slots[i];
    if (i === index || ((touched >>> i) & 1) === 0 || other?.told == null || other.id < slot.id) continue;
    const size = gather(state, i);
    for (let m = 0; m < size; m++) cells.owner[state.members[m]!] = 0;
    slots[i] = null;
    claim(state, index, size);
  }
}

function createSlot(state: StillState, size: number, atMs: number): Slot {
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
function freeSlot(state: StillState): number {
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

function claim({ cells, members, model, slots }: StillState, index: number, size: number): void {
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

/** The region's cells into `members`. */
function gather({ cells, members, model, slots }: StillState, index: number): number {
  const { left, right, top, bottom } = slots[index]!;
  const { columns } = model.grid;
  let size = 0;
  for (let row = top; row <= bottom; row++) {
    for (let i = row * columns + left; i <= row * columns + right; i++) {
      if (cells.owner[i] === index + 1) members[size++] = i;
    }
  }
  return size;
}

/** Leaves `members` alone. */
function release({ cells, model, slots }: StillState, index: number): void {
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

function boxOf({ cellWidthPx, cellHeightPx, frame }: StillState, slot: Slot): Box {
  const x = slot.left * cellWidthPx;
  const y = slot.top * cellHeightPx;
  return {
    x,
    y,
    w: Math.min(frame.widthPx, (slot.right + 1) * cellWidthPx) - x,
    h: Math.min(frame.heightPx, (slot.bottom + 1) * cellHeightPx) - y,
  };
}

function isSameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}
