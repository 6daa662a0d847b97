/**
 * Where things that were detected stood a moment ago. A car that the detector loses is still a car, and the bare road it
 * leaves behind is no object: what fills such a place is known. Boxes and times only.
 */
import type { Category } from '../core/detection.ts';
import { type Box, iou } from '../core/geometry.ts';
import type { StillRegion } from '../core/still-region.ts';

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
/** In place of a track's id. */
const unseen = -1;
/** From this overlap on a region and a place are one. */
const filled = 0.35;
/** Who left a place longer before a region came up has nothing to do with it, ms. */
const agoMs = 10_000;
/** The detector may miss a standing vehicle this long, ms. */
const blinkMs = 5_000;
const besideShare = 0.1;

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
  add(places, { id: unseen, category: 'person', box, fromMs: atMs - stoodMs, untilMs: atMs });
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

type Region = Pick<StillRegion, 'box' | 'look' | 'sinceMs'>;

/**
 * Whether a region fills the place where something known stands, or stood just before. What stands there still keeps the
 * place, though the detector has lost it.
 */
export function isKnownPlace({ list }: Places, { box, look, sinceMs }: Region, atMs: number): boolean {
  const place = list.find(
    // A thing that was taken up and set down again is news; the bare place that it left is not.
    (p) => isOfThen(p, sinceMs) && (p.id !== unseen || look !== 'appeared') && iou(p.box, box) >= filled,
  );
  if (place !== undefined && look !== 'vanished') place.untilMs = Math.max(place.untilMs, atMs);
  return place !== undefined;
}

/** Whether it lies against a vehicle that stands there: its shadow, its open door. */
export function isBesideVehicle({ list }: Places, box: Box, sinceMs: number, atMs: number): boolean {
  return list.some(
    (place) =>
      place.category === 'vehicle' &&
      atMs - place.untilMs <= blinkMs &&
      place.fromMs <= sinceMs + blinkMs &&
      isOfThen(place, sinceMs) &&
      touches(grown(place.box, besideShare), box),
  );
}

/** Whether it lay against a vehicle that has just driven off: where its shadow fell while the place was learned. */
export function wasBesideVehicle({ list }: Places, box: Box, sinceMs: number): boolean {
  return list.some(
    (place) =>
      place.category === 'vehicle' &&
      isOfThen(place, sinceMs) &&
      Math.abs(place.untilMs - sinceMs) <= blinkMs &&
      touches(grown(place.box, besideShare), box),
  );
}

function isOfThen(place: Place, sinceMs: number): boolean {
  return place.untilMs >= sinceMs - agoMs && place.untilMs - place.fromMs >= stoodMs;
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
