/**
 * Gathers how tall walking people look in each part of the picture: the heights only. While somebody walks through a
 * band of rows, the box is averaged; then the average goes into the band's reservoir and nothing tells any more whose it
 * was, when, or where it went. Bounded: bands times places, and one small sum for each person in view.
 */
import type { Box } from '../geometry.ts';
import type { TrackedBox } from '../track/tracked-box.ts';
import type { Pace, Sightings, UprightSighting } from './upright-sighting.ts';

export const bandCount = 24;
/** Sightings kept of each band of rows: chosen evenly from all that came. */
const placesPerBand = 16;
/** Fewer looks than this average nothing. */
const leastLooks = 3;
/** Hair, bags and strides change a walker's box; sitting people, cyclists and groups are wider. */
const leastSlender = 1.5;
const mostSlender = 5;
/** Nearer to the picture's border a box may be cut. */
const borderShare = 0.01;
/** A box lower than this is too coarse to be measured. */
const leastHeightPx = 16;
/** How far somebody must have come to be a walker, and how far in the last pace to be walking, in heights of the own box. */
const provedHeights = 0.8;
const walkingHeights = 0.12;
/** A pace is measured over so long: over less, the wobble of the box outweighs the way. */
const paceMs = 2_000;
/** A pace that was interrupted for longer is none. */
const longestPaceMs = 2_600;

type Walker = {
  /** Where it was first seen, and where its present pace began, pixels. */
  readonly home: Spot;
  anchor: (Spot & { readonly atMs: number; readonly isInFullView: boolean }) | null;
  hasComeFar: boolean;
  isWalking: boolean;
  /** The band it walks through, and what it looked like there so far. */
  band: number;
  looks: number;
  sum: { x: number; footY: number; headY: number };
  /** Bands it has been counted in, one bit each: once a band. */
  seenBands: number;
  pacedBands: number;
};
type Spot = { readonly x: number; readonly y: number; readonly h: number };

type Reservoir<T> = { readonly kept: T[]; offered: number };

export type SightingCollector = {
  readonly bands: { readonly upright: Reservoir<UprightSighting>; readonly paces: Reservoir<Pace> }[];
  /** People in view, by the number of their track: forgotten when it ends. */
  readonly walkers: Map<number, Walker>;
  /** How many different tracks gave something. */
  people: number;
};

export function createCollector(): SightingCollector {
  const bands = Array.from({ length: bandCount }, () => ({
    upright: { kept: [], offered: 0 },
    paces: { kept: [], offered: 0 },
  }));
  return { bands, walkers: new Map(), people: 0 };
}

/** All that is kept, in no order that tells who belongs to whom. */
export function sightingsOf({ bands }: SightingCollector): Sightings {
  return {
    upright: bands.flatMap(({ upright }) => upright.kept),
    paces: bands.flatMap(({ paces }) => paces.kept),
  };
}

/** Tracks end with the run of a stream; what was gathered stays. */
export function forgetWalkers(collector: SightingCollector): void {
  collector.walkers.clear();
}

/**
 * Takes the people of one frame in.
 * @param collector changed in place.
 * @param frame.random 0 to 1, for the reservoirs.
 */
export function collectSightings(
  collector: SightingCollector,
  tracks: readonly TrackedBox[],
  frame: FrameFacts,
): void {
  const present = new Set<number>();
  for (const track of tracks) {
    if (track.category !== 'person') continue;
    present.add(track.id);
    if (!track.isConfirmed || track.isCoasting) continue;
    const walker = meet(collector.walkers, track);
    const { box } = track;
    const isInFullView =
      isUpright(box) &&
      isWhole(box, frame) &&
      !tracks.some((other) => other !== track && overlaps(other.box, box));
    walk(collector, walker, box, { ...frame, isInFullView });
    if (isInFullView && walker.hasComeFar && walker.isWalking) look(collector, walker, box, frame);
  }
  for (const [id, walker] of collector.walkers) {
    if (present.has(id)) continue;
    commit(collector, walker, frame.random);
    collector.walkers.delete(id);
  }
}

type FrameFacts = {
  readonly atMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly random: () => number;
};

function meet(walkers: Map<number, Walker>, { id, box }: TrackedBox): Walker {
  const known = walkers.get(id);
  if (known !== undefined) return known;
  const walker: Walker = {
    home: spotOf(box),
    anchor: null,
    hasComeFar: false,
    isWalking: false,
    band: -1,
    looks: 0,
    sum: { x: 0, footY: 0, headY: 0 },
    seenBands: 0,
    pacedBands: 0,
  };
  walkers.set(id, walker);
  return walker;
}

function spotOf(box: Box): Spot {
  return { x: box.x + box.w / 2, y: box.y + box.h, h: box.h };
}

/** Ends the present pace when it is long enough, and keeps it when it was one. */
function walk(
  collector: SightingCollector,
  walker: Walker,
  box: Box,
  frame: FrameFacts & { readonly isInFullView: boolean },
): void {
  const spot = spotOf(box);
  const { home, anchor } = walker;
  const { atMs, isInFullView } = frame;
  walker.hasComeFar ||= moved(home, spot) >= provedHeights;
  const elapsedMs = anchor === null ? Number.POSITIVE_INFINITY : atMs - anchor.atMs;
  if (elapsedMs < paceMs && elapsedMs >= 0) return;
  walker.anchor = { ...spot, atMs, isInFullView };
  if (anchor === null) return;
  walker.isWalking = moved(anchor, spot) >= walkingHeights;
  const isWhole = anchor.isInFullView && isInFullView && elapsedMs > 0 && elapsedMs <= longestPaceMs;
  if (!isWhole || !walker.hasComeFar || !walker.isWalking) return;
  const fraction = ({ x, y }: Spot) => ({ x: x / frame.widthPx, y: y / frame.heightPx });
  const pace = { from: fraction(anchor), to: fraction(spot), seconds: elapsedMs / 1000 };
  const band = bandOf((pace.from.y + pace.to.y) / 2);
  if ((walker.pacedBands & (1 << band)) !== 0) return;
  walker.pacedBands |= 1 << band;
  keep(collector.bands[band]!.paces, frame.random, pace);
}

function bandOf(footY: number): number {
  return Math.min(Math.max(Math.floor(footY * bandCount), 0), bandCount - 1);
}

function look(
  collector: SightingCollector,
  walker: Walker,
  box: Box,
  { widthPx, heightPx, random }: FrameFacts,
): void {
  const footY = (box.y + box.h) / heightPx;
  const band = bandOf(footY);
  if (band !== walker.band) {
    commit(collector, walker, random);
    walker.band = band;
  }
  walker.looks++;
  walker.sum.x += (box.x + box.w / 2) / widthPx;
  walker.sum.footY += footY;
  walker.sum.headY += box.y / heightPx;
}

function commit(collector: SightingCollector, walker: Walker, random: () => number): void {
  const { looks, sum, band } = walker;
  walker.looks = 0;
  walker.sum = { x: 0, footY: 0, headY: 0 };
  if (looks < leastLooks || (walker.seenBands & (1 << band)) !== 0) return;
  if (walker.seenBands === 0) collector.people++;
  walker.seenBands |= 1 << band;
  keep(collector.bands[band]!.upright, random, {
    foot: { x: sum.x / looks, y: sum.footY / looks },
    headY: sum.headY / looks,
  });
}

/** Vitter's algorithm R: each of all offered is kept with the same chance. */
function keep<T>(reservoir: Reservoir<T>, random: () => number, one: T): void {
  reservoir.offered++;
  if (reservoir.kept.length < placesPerBand) {
    // At a random place: the order of arrival is not kept either.
    reservoir.kept.splice(Math.floor(random() * (reservoir.kept.length + 1)), 0, one);
    return;
  }
  const place = Math.floor(random() * reservoir.offered);
  if (place < placesPerBand) reservoir.kept[place] = one;
}

/** Over the ground or towards the camera: how far the feet came, or how much the box grew. */
function moved(from: Spot, to: Spot): number {
  const h = Math.max(from.h, to.h);
  return (Math.hypot(to.x - from.x, to.y - from.y) + Math.abs(to.h - from.h)) / h;
}

function isUpright(box: Box): boolean {
  return box.h >= leastHeightPx && box.h >= leastSlender * box.w && box.h <= mostSlender * box.w;
}

function isWhole(box: Box, { widthPx, heightPx }: { widthPx: number; heightPx: number }): boolean {
  const [marginX, marginY] = [borderShare * widthPx, borderShare * heightPx];
  return (
    box.x >= marginX &&
    box.y >= marginY &&
    box.x + box.w <= widthPx - marginX &&
    box.y + box.h <= heightPx - marginY
  );
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
