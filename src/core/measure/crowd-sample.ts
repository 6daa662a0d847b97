import { isInside, type Point } from '../geometry.ts';
import { measurableMetresPerPx } from '../ground-plane.ts';
import { isCounted, type SceneTrack, sizePx } from '../scene-track.ts';
import type { ZoneView } from '../zone-view.ts';
import { type Jostle, jostleAmong } from './crowd/jostle.ts';

/** How far back the movement of people is looked at, ms. */
export const crowdWindowMs = 6_000;
/** Samples are taken no closer than this, however many frames a second, ms. */
const sampleEveryMs = 190;
/** Pressure looks at slopes of this long, of which so much must have been seen, ms. */
const slopeMs = 2_000;
const leastSlopeMs = 1_400;

/** One person of a zone at one instant, in metres where travel is judged in metres, else in sizes of their own box. */
export type CrowdPerson = {
  readonly trackId: number;
  /** Where: metres, or pixels. */
  readonly at: Point;
  /** One metre, or box size, in the unit of `at`. */
  readonly yard: number;
  /** A second: slope of the last second. Null while not known. */
  readonly velocity: Point | null;
  /** A second: slope of the last two, for what jitter would drown. */
  readonly slow: Point | null;
  /** Standard error of each component of `slow`. */
  readonly slowError: number;
};

/** The people of an area at one instant. */
export type CrowdSample = {
  readonly tMs: number;
  readonly atMs: number;
  readonly people: readonly CrowdPerson[];
  /** How unevenly they are pushed; null without measurable ground or with fewer than two. */
  readonly jostle: Jostle | null;
};

/** Adds this frame to the samples of the last seconds; newest last. A pause of the camera is no history. */
export function followCrowdSamples(
  before: readonly CrowdSample[],
  view: ZoneView,
  tracks: readonly SceneTrack[],
  { tMs, atMs }: { readonly tMs: number; readonly atMs: number },
): readonly CrowdSample[] {
  const last = before.at(-1);
  if (last !== undefined && tMs - last.tMs < sampleEveryMs && atMs - last.atMs < crowdWindowMs) return before;
  const young = before.filter(
    (s) => s.tMs > tMs - crowdWindowMs && Math.abs(atMs - s.atMs) < 2 * crowdWindowMs,
  );
  return [...young, sampleCrowd(view, tracks, { tMs, atMs })];
}

function sampleCrowd(
  view: ZoneView,
  tracks: readonly SceneTrack[],
  { tMs, atMs }: { readonly tMs: number; readonly atMs: number },
): CrowdSample {
  const people = tracks.filter((t) => t.category === 'person' && isCounted(t, tMs));
  const inside = people.filter((t) => isInside(t.foot, view.zone.points));
  return {
    tMs,
    atMs,
    people: inside.flatMap((t) => personOf(view, t)),
    jostle: view.areaM2 === null ? null : jostleOf(inside, people, tMs),
  };
}

function personOf(view: ZoneView, track: SceneTrack): CrowdPerson[] {
  const { velocity, slowVelocity: slow } = track;
  if (view.travelIn === 'metres') {
    if (track.ground === null) return [];
    return [
      {
        trackId: track.id,
        at: track.ground,
        yard: 1,
        velocity: velocity?.mps ?? null,
        slow: slow?.mps ?? null,
        slowError: slow?.errorMps ?? 0,
      },
    ];
  }
  const px = track.path.at(-1)?.px;
  if (px === undefined) return [];
  return [
    {
      trackId: track.id,
      at: px,
      yard: sizePx(track.box),
      velocity: velocity?.sizesPerS ?? null,
      slow: slow?.sizesPerS ?? null,
      slowError: slow?.errorSizesPerS ?? 0,
    },
  ];
}

function jostleOf(inside: readonly SceneTrack[], people: readonly SceneTrack[], tMs: number): Jostle | null {
  const isInside = new Set(inside);
  const jostlers = people.flatMap((track) => {
    const { ground, metresPerPx, slowVelocity: v } = track;
    if (ground === null || metresPerPx === null || metresPerPx > measurableMetresPerPx) return [];
    const isKnown = v !== null && v.mps !== null && v.errorMps !== null && isMature(track, tMs);
    const [velocity, errorMps] = isKnown ? [v.mps, v.errorMps!] : [null, 0];
    return [{ at: ground, velocity, errorMps, isInZone: isInside.has(track) }];
  });
  return jostleAmong(jostlers);
}

/** Followed for most of the slope's time: a track of half a second has a slope made of jitter. */
function isMature({ path }: SceneTrack, tMs: number): boolean {
  let from = path.length - 1;
  while (from > 0 && path[from - 1]!.tMs >= tMs - slopeMs) from--;
  return path.length > 0 && path.at(-1)!.tMs - path[from]!.tMs >= leastSlopeMs;
}
