/**
 * Where things that were detected stood a moment ago. A car that the detector loses is still a car, and the bare road it
 * leaves behind is no object: what fills such a place is known. Boxes and times only.
 */
import type { Category } from '../core/detection.ts';
import { type Box, iou } from '../core/geometry.ts';

type Place = {
  readonly id: number;
  readonly category: Category;
  readonly box: Box;
  readonly fromMs: number;
  untilMs: number;
};

/** Bounded: whoever was seen longest ago is forgotten first. */
export type Places = { readonly list: Place[] };

/** Standing means to stay within this overlap of the first box. */
const samePlace = 0.6;
/** Who stood shorter than this only passed, ms. */
const stoodMs = 1_500;
const rememberedMs = 120_000;
const mostPlaces = 64;

export function createPlaces(): Places {
  return { list: [] };
}

/** A confirmed thing was seen in `box`. */
export function standAt(places: Places, id: number, category: Category, box: Box, atMs: number): void {
  const own = places.list.findLast((place) => place.id === id);
  if (own !== undefined && iou(own.box, box) >= samePlace) {
    own.untilMs = atMs;
    return;
  }
  const hasPassed = own !== undefined && own.untilMs - own.fromMs < stoodMs;
  if (hasPassed) places.list.splice(places.list.indexOf(own), 1);
  add(places, { id, category, box, fromMs: atMs, untilMs: atMs });
}

/** Something that was not detected as anything stood here for long, until now. */
export function stoodAt(places: Places, box: Box, atMs: number): void {
  add(places, { id: -1, category: 'person', box, fromMs: atMs - stoodMs, untilMs: atMs });
}

export function forgetPlaces({ list }: Places, atMs: number): void {
  for (let i = list.length - 1; i >= 0; i--) {
    if (atMs - list[i]!.untilMs > rememberedMs) list.splice(i, 1);
  }
}

function add({ list }: Places, place: Place): void {
  if (list.length >= mostPlaces) {
    const longestAgo = list.reduce((a, b) => (b.untilMs < a.untilMs ? b : a));
    list.splice(list.indexOf(longestAgo), 1);
  }
  list.push(place);
}

/**
 * A region that came up at `sinceMs` fills the place of something known, or lies against a vehicle that stands there: its
 * shadow, its open door.
 * @param overlap from which the region and the place are one.
 */
export function isKnownPlace(
  places: Places,
  box: Box,
  sinceMs: number,
  atMs: number,
  overlap = 0.35,
): boolean {
  return places.list.some((place) => {
    if (place.untilMs < sinceMs - 10_000 || place.untilMs - place.fromMs < stoodMs) return false;
    if (iou(place.box, box) >= overlap) return true;
    const isStanding = place.category === 'vehicle' && atMs - place.untilMs <= 5_000;
    return isStanding && place.fromMs <= sinceMs + 5_000 && touches(grown(place.box, 0.1), box);
  });
}

function grown(box: Box, share: number): Box {
  return {
    x: box.x - box.w * share,
    y: box.y - box.h * share,
    w: box.w * (1 + 2 * share),
    h: box.h * (1 + 2 * share),
  };
}

function touches(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
