import type { SceneTrack } from '../scene-track.ts';
import type { ZoneScene } from './zone-scene.ts';

/** Without ground a vehicle's box size stands for this many metres, about the length of a car. */
const metresPerSize = 5;

/**
 * How fast a vehicle moves over its last 2 s. Where travel is not judged in metres, its own box's size (square root of its
 * area) stands for 5 m: good enough to tell standing from driving, and slow from usual, but no speed to print.
 * @returns m/s with the standard error of each component; null until it has been seen often enough.
 */
export function speedOf(
  scene: ZoneScene,
  track: SceneTrack,
): { readonly mps: number; readonly errorMps: number } | null {
  const v = track.slowVelocity;
  if (v === null) return null;
  if (scene.view.travelIn === 'sizes') {
    return {
      mps: Math.hypot(v.sizesPerS.x, v.sizesPerS.y) * metresPerSize,
      errorMps: v.errorSizesPerS * metresPerSize,
    };
  }
  if (v.mps === null || v.errorMps === null) return null;
  return { mps: Math.hypot(v.mps.x, v.mps.y), errorMps: v.errorMps };
}

/** Jitter has no direction, so it makes everything seem faster: its mean is taken out again. */
export function steadied(speed: { readonly mps: number; readonly errorMps: number }): number {
  return Math.sqrt(Math.max(speed.mps ** 2 - 2 * speed.errorMps ** 2, 0));
}
