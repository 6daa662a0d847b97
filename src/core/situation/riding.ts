import type { Box } from '../geometry.ts';
import type { SceneTrack } from '../scene-track.ts';
import type { ZoneScene } from './zone-scene.ts';

/** So much of the person's box lies within the vehicle's. */
const leastShare = 0.7;
/** Feet may hang below the vehicle's box by this share of its height. */
const belowShare = 0.05;
/** Rides on for so long after the vehicle was last found around: the detector blinks, ms. */
const rideMs = 1_000;

/**
 * Whether a person rides or drives: the box lies mostly within the box of a confirmed vehicle, and the feet not below it.
 * Whoever walks nearer to the camera than the vehicle has feet below the vehicle's box.
 *
 * What it cannot do: tell a driver from someone who stands right behind the vehicle as the camera looks. They count once
 * they step out from behind it.
 */
export function isRiding(scene: ZoneScene, person: SceneTrack): boolean {
  if (person.category !== 'person') return false;
  const key = 'riding';
  const isNow = scene.tracks.some(
    (t) => t.category === 'vehicle' && t.isConfirmed && isCarriedBy(person.box, t.box),
  );
  if (isNow) person.memory.set(key, scene.tMs);
  const last = person.memory.get(key) as number | undefined;
  return last !== undefined && scene.tMs - last <= rideMs;
}

function isCarriedBy(person: Box, vehicle: Box): boolean {
  const w = Math.min(person.x + person.w, vehicle.x + vehicle.w) - Math.max(person.x, vehicle.x);
  const h = Math.min(person.y + person.h, vehicle.y + vehicle.h) - Math.max(person.y, vehicle.y);
  if (w <= 0 || h <= 0 || w * h < leastShare * person.w * person.h) return false;
  return person.y + person.h <= vehicle.y + (1 + belowShare) * vehicle.h;
}
