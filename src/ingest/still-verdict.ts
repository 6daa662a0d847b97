/** Whether a region is a thing that came or went, and is told. */
import type { Box } from '../core/geometry.ts';
import { type Edges, isLight, lookOf, noEdges, readEdges } from './still-look.ts';
import { isBesideVehicle, isKnownPlace, wasBesideVehicle } from './still-places.ts';
import { boxOf, gather, type StillState } from './still-state.ts';

/** Larger than this share of the picture is no thing that somebody leaves. */
const largestShare = 0.08;
/** Thin lines along edges come from a camera that moved by a pixel. */
const leastFill = 0.3;
/** Automatic exposure shifts parts of a picture by ten grey levels for good. */
const leastContrast = 15;
/** Weight of a new look at the outline. */
const lookWeight = 0.3;

/** Says anew what the region is. @returns whether that changed. */
export function judgeSlot(state: StillState, index: number, atMs: number): boolean {
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
  const isFilled = isKnownPlace(state.places, { box, look, sinceMs: slot.sinceMs }, atMs);
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

function isSameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}
