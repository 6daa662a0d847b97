import type { Point } from '../geometry.ts';
import { type SceneTrack, sizePx } from '../scene-track.ts';
import { speedOf } from './travel-speed.ts';
import { isVehiclePart } from './vehicle-part.ts';
import { causeSpeed, certaintyOf, countsOf, type Judge, type ZoneScene } from './zone-scene.ts';

/** Standing becomes moving only at this multiple of the limit, and beyond doubt. */
const releaseFactor = 1.5;
/** ... and only once it has left its place by this much: in metres, or in its own sizes where travel is measured so. */
const leaves = { metres: 2, sizes: 0.4 };
/** Standing this long keeps an open situation, and makes a neighbour. */
const settledMs = 1_000;
/** Something that stands where something stood less than this ago stands on: the detector blinked. */
const spotMs = 5_000;

/** Standing since. */
type Still = {
  readonly tMs: number;
  readonly atMs: number;
  /** Where it came to stand, where ground is known also in metres. */
  readonly px: Point;
  readonly ground: Point | null;
  seen: number;
  missed: number;
  /** When it last stood in a queue, observed ms. */
  queuedTMs?: number;
};
type Spot = {
  readonly trackId: number;
  readonly px: Point;
  readonly size: number;
  readonly still: Still;
  readonly lastTMs: number;
};

/**
 * Stopped vehicle: a vehicle in the area has moved slower than `maxSpeedMps` (0.5 m/s) for `holdMs` (10 s in a live lane, 60 s
 * where short stops are usual). `queueNeighbours` (3) or more others that stand in the same area make it a queue, and
 * no situation begins; one that is open goes on, for the queue may have formed behind it. When a queue has dissolved, who is left
 * standing has stood alone only since then, for the last of a queue starts late. Over `clearMs` after nothing
 * stands any more. A vehicle that stood before the camera looked counts too, from when the camera saw it.
 *
 * Speed is the slope of the last 2 s. Standing ends only at 1.5 times the limit plus twice the slope's error, and 2 m from its place
 * (0.4 sizes without calibration), so that neither jitter of far boxes nor a shaking camera sets a stopped vehicle moving. Without calibration its own box's size (square root of its area) stands for 5 m: 0.5 m/s
 * is a tenth of its size a second.
 *
 * What it cannot do: see a vehicle that the detector does not take for one, or one hidden by another; tell a
 * breakdown from a delivery.
 * @see National Highways, stopped vehicle detection: within 20 s
 */
export const judgeStoppedVehicle: Judge<'stopped-vehicle'> = (rule, scene) => {
  const vehicles = scene.tracks.filter((t) => t.category === 'vehicle');
  const spots = ((scene.memory.get(scene.key) as Spot[] | undefined) ?? []).filter(
    (s) => scene.tMs - s.lastTMs <= spotMs,
  );
  const standing = vehicles.flatMap((track) => {
    const still = followStill(scene, track, rule.maxSpeedMps, spots);
    return still === null || !track.isConfirmed ? [] : [{ track, still, ms: scene.tMs - still.tMs }];
  });
  const ownSpots = standing.map(({ track, still }) => spotOf(scene, track, still));
  // A spot whose track was lost waits for it a little while. One whose vehicle is seen to drive off is free: the next to
  // stop there stops anew.
  const vacant = spots.filter(
    (s) => !vehicles.some((v) => v.id === s.trackId) && !ownSpots.some((own) => isSameSpot(own, s)),
  );
  scene.memory.set(scene.key, [...ownSpots, ...vacant].slice(0, 100));

  const neighbours =
    standing.filter(({ track, ms }) => ms >= settledMs && !isPart(track, standing)).length - 1;
  const isQueue = neighbours >= rule.queueNeighbours;
  if (isQueue) for (const { still } of standing) still.queuedTMs = scene.tMs;
  // Who waited in a queue has a reason to stand until the queue is gone: those behind start last.
  const found = standing
    .filter(({ still }) => scene.tMs - Math.max(still.tMs, still.queuedTMs ?? still.tMs) >= rule.holdMs)
    .sort((a, b) => b.ms - a.ms);
  const first = found[0];
  return {
    isOn: found.some(({ track }) => track.isSeen) && !isQueue,
    isKept: standing.some(({ ms }) => ms >= Math.min(settledMs, rule.holdMs)),
    sinceMs: first?.still.atMs ?? null,
    certainty: Math.max(
      0,
      ...found.map(({ still }) => certaintyOf('vehicle', still.seen / (still.seen + still.missed))),
    ),
    levelOfService: null,
    causes: isQueue ? 0 : found.length,
    because: () =>
      first === undefined
        ? []
        : [
            causeSpeed(scene, first.track, {
              mps: scene.view.travelIn === 'metres' ? speedOf(scene, first.track)!.mps : null,
              errorMps: first.track.slowVelocity?.errorMps ?? null,
              windowMs: first.ms,
            }),
            ...countsOf(scene, ['vehicle']),
          ],
  };
};

function isPart({ id, box }: SceneTrack, standing: readonly { readonly track: SceneTrack }[]): boolean {
  const others = standing.flatMap(({ track }) => (track.id === id ? [] : [track.box]));
  return isVehiclePart(box, others);
}

function followStill(
  scene: ZoneScene,
  track: SceneTrack,
  maxSpeedMps: number,
  spots: readonly Spot[],
): Still | null {
  const before = (track.memory.get(scene.key) as Still | undefined) ?? null;
  if (!track.visits.has(scene.view.zone.id)) {
    track.memory.delete(scene.key);
    return null;
  }
  if (!track.isSeen) {
    if (before !== null) before.missed++;
    return before;
  }
  const speed = speedOf(scene, track);
  if (speed === null) return before;
  const isMoving =
    speed.mps > maxSpeedMps * releaseFactor + 2 * speed.errorMps &&
    (before === null || hasLeft(scene, track, before));
  if (isMoving || (before === null && speed.mps > maxSpeedMps)) {
    track.memory.delete(scene.key);
    return null;
  }
  const still = before ?? heirOf(track, spots) ?? beginningOf(scene, track);
  still.seen++;
  track.memory.set(scene.key, still);
  return still;
}

/** The slope says it stands now, so it has stood for as long as the slope looked back, but only within the zone. */
function beginningOf(scene: ZoneScene, track: SceneTrack): Still {
  const from = track.path.find((p) => p.tMs >= scene.tMs - 2_000) ?? track.path.at(-1)!;
  const entered = track.visits.get(scene.view.zone.id)!.enteredTMs;
  const tMs = Math.max(from.tMs, entered);
  const { px, ground } = track.path.at(-1)!;
  return { tMs, atMs: scene.atMs - (scene.tMs - tMs), px, ground, seen: 0, missed: 0 };
}

/** A shaking camera moves the boxes of far vehicles faster than they creep, and never away. */
function hasLeft(scene: ZoneScene, track: SceneTrack, still: Still): boolean {
  const { px, ground } = track.path.at(-1)!;
  if (scene.view.travelIn === 'metres' && ground !== null && still.ground !== null) {
    return Math.hypot(ground.x - still.ground.x, ground.y - still.ground.y) > leaves.metres;
  }
  return Math.hypot(px.x - still.px.x, px.y - still.px.y) > leaves.sizes * sizePx(track.box);
}

function heirOf(track: SceneTrack, spots: readonly Spot[]): Still | null {
  const px = track.path.at(-1)!.px;
  const size = sizePx(track.box);
  return spots.find((s) => isSameSpot(s, { px, size }))?.still ?? null;
}

function isSameSpot(a: { px: Point; size: number }, b: { px: Point; size: number }): boolean {
  return Math.hypot(a.px.x - b.px.x, a.px.y - b.px.y) < 0.4 * Math.min(a.size, b.size);
}

function spotOf(scene: ZoneScene, track: SceneTrack, still: Still): Spot {
  const last = track.path.at(-1)!;
  return {
    trackId: track.id,
    px: last.px,
    size: sizePx(track.box),
    still,
    lastTMs: track.isSeen ? scene.tMs : track.seenTMs,
  };
}
