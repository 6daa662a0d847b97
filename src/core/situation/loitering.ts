import type { Point } from '../geometry.ts';
import { isAtEdge } from '../measure/dwell.ts';
import type { Measure } from '../measure/measure.ts';
import { type SceneTrack, sizePx } from '../scene-track.ts';
import { isRiding } from './riding.ts';
import { certaintyOf, countsOf, isIn, type Judge, type ZoneScene } from './zone-scene.ts';

/** Seen outside for no longer than this is still a stay: feet on the outline jitter, ms. */
const outsideMs = 2_000;
/** Someone found where someone was lost no longer ago than this stays on: the detector blinked, ms. */
const spotMs = 5_000;
/** How far from there, in box sizes (about a metre for a person), at once and more for each second that passed. */
const leastSizes = 0.7;
const sizesPerS = 0.8;

/** Bounds what is remembered, whatever the crowd. */
const mostSpots = 200;

/** A stay in the zone. */
type Stay = { readonly tMs: number; readonly atMs: number; insideTMs: number; seen: number; missed: number };
type Spot = {
  readonly trackId: number;
  readonly px: Point;
  readonly size: number;
  readonly stay: Stay;
  readonly tMs: number;
};

/**
 * Loitering: one person has stayed in the area for `holdMs` (default 2 min), walking about or not. Up to 2 s outside does not end
 * a stay; nor does being lost for up to 5 s by someone found anew no farther off than one walks in that time. Over `clearMs` (5 s) after
 * they have left. Camera-local and without calibration: whoever comes back begins anew, and nobody is known again.
 * People in vehicles do not count.
 *
 * What it cannot do: follow one person through a crowd. Where boxes are lost for longer, stays begin anew and
 * loitering is missed; where two pass each other and are exchanged, one stay may be made of two people. It knows no
 * reason to wait: draw it where nobody has one, never at a stop.
 */
export const judgeLoitering: Judge<'loitering'> = (rule, scene) => {
  const people = scene.tracks.filter((t) => t.category === 'person' && !isRiding(scene, t));
  const spots = ((scene.memory.get(scene.key) as Spot[] | undefined) ?? []).filter(
    (s) => scene.tMs - s.tMs <= spotMs,
  );
  // A track that only coasts may be lost as well, its person found anew beside it.
  const lost = spots.filter((s) => !people.some((p) => p.isSeen && p.id === s.trackId));
  const staying = people.flatMap((track) => {
    const stay = followStay(scene, track, lost);
    return stay === null || !track.isConfirmed ? [] : [{ track, stay, ms: scene.tMs - stay.tMs }];
  });
  const own = staying.map(({ track, stay }) => spotOf(scene, track, stay));
  const vacant = lost.filter((s) => !own.some(({ stay }) => stay === s.stay));
  scene.memory.set(scene.key, [...own, ...vacant].slice(0, mostSpots));

  const found = staying.filter(({ ms }) => ms >= rule.holdMs).sort((a, b) => b.ms - a.ms);
  const first = found[0];
  return {
    isOn: found.some(({ track }) => track.isSeen),
    isKept: found.length > 0,
    sinceMs: first?.stay.atMs ?? null,
    certainty: Math.max(
      0,
      ...found.map(({ stay }) => certaintyOf('person', stay.seen / (stay.seen + stay.missed))),
    ),
    levelOfService: null,
    causes: new Set(found.map(({ stay }) => stay)).size,
    because: () =>
      first === undefined ? [] : [stayMeasure(scene, first.ms), ...countsOf(scene, ['person'])],
  };
};

function followStay(scene: ZoneScene, track: SceneTrack, lost: readonly Spot[]): Stay | null {
  const before = (track.memory.get(scene.key) as Stay | undefined) ?? null;
  if (!track.isSeen) {
    if (before !== null) before.missed++;
    return before;
  }
  const isInNow = isIn(scene, track);
  if (before !== null && !isInNow && scene.tMs - before.insideTMs > outsideMs) {
    track.memory.delete(scene.key);
    return null;
  }
  if (before === null && !isInNow) return null;
  const fresh = { tMs: scene.tMs, atMs: scene.atMs, insideTMs: scene.tMs, seen: 0, missed: 0 };
  const stay = before ?? heirOf(scene, track, lost) ?? fresh;
  stay.seen++;
  if (isInNow) stay.insideTMs = scene.tMs;
  track.memory.set(scene.key, stay);
  return stay;
}

/**
 * Only a track that has just begun, and not where people come into the picture, takes over where another was lost: as far off
 * as they may have walked since. No stay is taken twice; should the old track be seen again, both go on with it.
 */
function heirOf(scene: ZoneScene, track: SceneTrack, lost: readonly Spot[]): Stay | null {
  if (track.path.length > 1 || isAtEdge(track)) return null;
  const px = track.path.at(-1)!.px;
  const near = lost
    .map((spot) => ({ spot, sizes: Math.hypot(spot.px.x - px.x, spot.px.y - px.y) / spot.size }))
    .filter(({ spot, sizes }) => sizes < leastSizes + (sizesPerS * (scene.tMs - spot.tMs)) / 1_000)
    .filter(({ spot }) => !scene.tracks.some((t) => t.isSeen && t.memory.get(scene.key) === spot.stay))
    .sort((a, b) => a.sizes - b.sizes)[0];
  return near?.spot.stay ?? null;
}

function spotOf(scene: ZoneScene, track: SceneTrack, stay: Stay): Spot {
  const px = track.path.at(-1)!.px;
  return {
    trackId: track.id,
    px,
    size: sizePx(track.box),
    stay,
    tMs: track.isSeen ? scene.tMs : track.seenTMs,
  };
}

/** How long the longest of them has stayed by now. */
function stayMeasure(scene: ZoneScene, ms: number): Measure {
  return {
    zoneId: scene.view.zone.id,
    kind: 'dwell',
    category: 'person',
    direction: null,
    atMs: Math.round(scene.atMs),
    windowMs: Math.round(ms),
    value: ms / 1000,
    unit: 's',
    errorBand: null,
    coverage: 1,
    note: null,
  };
}
