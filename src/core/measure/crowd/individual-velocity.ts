import type { Point } from '../../geometry.ts';
import { framesOf, type Recording, type Trajectory, type Walker } from './trajectory.ts';

/**
 * Individual velocity: v(f) = (x(f+n) - x(f-n)) fps / 2n, m/s. Within n sightings of either end of the track the missing
 * side is the sighting itself, so the base is halved there (one-sided). The individual speed is its length.
 * Jitter s of a position, m, becomes s sqrt(2) fps / 2n of each component, m/s.
 * @param frameStep n, sightings to either side; 5 at 16 frames/s in the reference tables.
 * @returns one for each sighting; null for a track of a single one.
 * @see PedPy, compute_individual_speed with BORDER_SINGLE_SIDED, doi:10.5281/zenodo.7194992
 */
export function velocitiesOf(
  { frames, path }: Trajectory,
  by: { readonly framesPerSecond: number; readonly frameStep: number },
): (Point | null)[] {
  return path.map((here, i) => {
    const before = path[i - by.frameStep] === undefined ? i : i - by.frameStep;
    const after = path[i + by.frameStep] === undefined ? i : i + by.frameStep;
    if (before === after) return velocityOfWhole({ frames, path }, by.framesPerSecond);
    const seconds = (frames[after]! - frames[before]!) / by.framesPerSecond;
    const from = path[before] ?? here;
    const to = path[after] ?? here;
    return { x: (to.x - from.x) / seconds, y: (to.y - from.y) / seconds };
  });
}

/** A track of no more than n sightings has neither side: its whole length is the base. PedPy leaves such speeds undefined. */
function velocityOfWhole(
  { frames, path }: Pick<Trajectory, 'frames' | 'path'>,
  framesPerSecond: number,
): Point | null {
  if (path.length < 2) return null;
  const seconds = (frames.at(-1)! - frames[0]!) / framesPerSecond;
  return { x: (path.at(-1)!.x - path[0]!.x) / seconds, y: (path.at(-1)!.y - path[0]!.y) / seconds };
}

/** m/s, >= 0; null stays null. */
export function speedOf(velocity: Point | null): number | null {
  return velocity === null ? null : Math.hypot(velocity.x, velocity.y);
}

/** Who was where in each frame of the recording, and how fast. Frames without anyone have an empty list. */
export function walkersByFrame(recording: Recording, frameStep: number): Map<number, Walker[]> {
  const byFrame = new Map<number, Walker[]>(framesOf(recording).map((frame) => [frame, []]));
  for (const trajectory of recording.trajectories) {
    const velocities = velocitiesOf(trajectory, { framesPerSecond: recording.framesPerSecond, frameStep });
    for (const [i, frame] of trajectory.frames.entries()) {
      byFrame
        .get(frame)!
        .push({ id: trajectory.id, at: trajectory.path[i]!, velocity: velocities[i] ?? null });
    }
  }
  return byFrame;
}
