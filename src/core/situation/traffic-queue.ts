import type { SceneTrack } from '../scene-track.ts';
import { speedOf } from './travel-speed.ts';
import { isVehiclePart } from './vehicle-part.ts';
import { causeSpeed, certaintyOf, countsOf, isIn, type Judge, type ZoneScene } from './zone-scene.ts';

/** One that crept counts as driving only at this multiple of the limit, and beyond doubt. */
const releaseFactor = 1.5;
/** A queue goes on while this share of `minVehicles` is in it: the detector loses those behind a lorry. */
const keptShare = 0.6;
/** As long as the tracker keeps one that the detector misses. */
const unseenMs = 2_000;

/**
 * Traffic queue: `minVehicles` (5) or more vehicles in the area are slower than `maxSpeedMps` (2.8 m/s, 10 km/h) for `holdMs`; over
 * once fewer than 60 % of that many have been for `clearMs`. Speed is the slope of the last 2 s; without calibration
 * a vehicle's own box size stands for 5 m. A red light's queue is a queue: where one is usual, `holdMs` must be longer
 * than the red phase.
 *
 * What it cannot do: see how long the queue is beyond the area, count those that hide behind others (set `minVehicles` to
 * what can be seen), or tell why they wait.
 */
export const judgeTrafficQueue: Judge<'traffic-queue'> = (rule, scene) => {
  const found = scene.tracks.filter(
    (track) => track.category === 'vehicle' && followSlow(scene, track, rule.maxSpeedMps),
  );
  const slow = found.filter(
    ({ id, box }) =>
      !isVehiclePart(
        box,
        found.flatMap((other) => (other.id === id ? [] : [other.box])),
      ),
  );
  const speeds = slow.flatMap((track) => speedOf(scene, track) ?? []);
  const first = slow[0];
  return {
    isOn: slow.length >= rule.minVehicles,
    isKept: slow.length >= rule.minVehicles * keptShare,
    sinceMs: null,
    certainty: certaintyOf('vehicle', slow.filter((t) => t.isSeen).length / Math.max(slow.length, 1)),
    levelOfService: null,
    // Each vehicle more is no news.
    causes: 0,
    because: () =>
      first === undefined
        ? []
        : [
            ...countsOf(scene, ['vehicle']),
            causeSpeed(scene, first, {
              mps:
                scene.view.travelIn === 'metres'
                  ? speeds.reduce((sum, { mps }) => sum + mps, 0) / speeds.length
                  : null,
              errorMps: null,
              windowMs: 2_000,
            }),
          ],
  };
};

/** @returns whether this vehicle creeps or stands in the area. Until its speed is known it does not. */
function followSlow(scene: ZoneScene, track: SceneTrack, maxSpeedMps: number): boolean {
  const isHere = track.isConfirmed && scene.tMs - track.seenTMs <= unseenMs && isIn(scene, track);
  const speed = speedOf(scene, track);
  if (!isHere || speed === null) {
    track.memory.delete(scene.key);
    return false;
  }
  const wasSlow = track.memory.get(scene.key) === true;
  const isSlow = wasSlow
    ? speed.mps <= maxSpeedMps * releaseFactor + 2 * speed.errorMps
    : speed.mps < maxSpeedMps;
  track.memory.set(scene.key, isSlow);
  return isSlow;
}
