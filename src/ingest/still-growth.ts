/** From cells that have become still to regions. */
import { claim, createSlot, freeSlot, gather, mostSlots, type StillState } from './still-state.ts';

/** Unchanged for so long is still, ms. */
const bornMs = 3_000;
export const fewestCells = 5;
/** A region takes in what becomes still beside it: while young all of it, later up to so many times its size. */
const growsMs = 5_000;
const growth = 2;

/** Joins what has become still into regions. @returns a bit for each slot that is new or has grown. */
export function growRegions(state: StillState, atMs: number): number {
  const { visited, cells } = state;
  const { stillMs, owner } = cells;
  let grown = 0;
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
    grown |= 1 << index;
  }
  return grown;
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
