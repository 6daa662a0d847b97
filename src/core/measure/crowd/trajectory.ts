import type { Point } from '../../geometry.ts';

/** Where one walker was, frame by frame. The number is the file's own and means nothing outside it. */
export type Trajectory = {
  readonly id: number;
  /** Whole numbers, ascending, no two alike. */
  readonly frames: readonly number[];
  /** Ground metres, one for each frame. */
  readonly path: readonly Point[];
};

/** What a trajectory file holds. */
export type Recording = {
  /** Frame numbers that pass in a second, also where only every n-th frame was annotated. */
  readonly framesPerSecond: number;
  readonly trajectories: readonly Trajectory[];
};

/** One walker in one frame. */
export type Walker = {
  readonly id: number;
  /** Ground metres. */
  readonly at: Point;
  /** m/s; null for a walker seen in one frame only. */
  readonly velocity: Point | null;
};

/**
 * Every frame from the first to the last in which anyone was seen, also those in which nobody was. The step between them
 * is the greatest that meets all frames with people: 1 for PeTrack, 6 or 10 for films annotated every 0.4 s.
 */
export function framesOf({ trajectories }: Recording): number[] {
  const seen = [...new Set(trajectories.flatMap((t) => t.frames))].sort((a, b) => a - b);
  const first = seen[0];
  if (first === undefined) return [];
  const step = seen.reduce((greatest, frame) => greatestCommonDivisor(greatest, frame - first), 0) || 1;
  const frames: number[] = [];
  for (let frame = first; frame <= seen.at(-1)!; frame += step) frames.push(frame);
  return frames;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
