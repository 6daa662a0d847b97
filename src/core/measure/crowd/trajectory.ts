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
 * is the commonest between two sightings of one walker: 1 for PeTrack, 6 or 10 for films annotated every 0.4 s.
 */
export function framesOf(recording: Recording): number[] {
  const seen = [...new Set(recording.trajectories.flatMap((t) => t.frames))].sort((a, b) => a - b);
  const step = frameStepOf(recording);
  return seen.flatMap((frame, i) => {
    // Annotation may begin anew after a pause, off the beat of what went before.
    const gap = Math.max(1, Math.round(((seen[i + 1] ?? frame + step) - frame) / step));
    return Array.from({ length: gap }, (_, k) => frame + k * step).filter((f) => f < (seen[i + 1] ?? f + 1));
  });
}

/** Frame numbers between two sightings of one walker, as a rule; 1 where nobody was seen twice. */
export function frameStepOf({ trajectories }: Recording): number {
  const times = new Map<number, number>();
  for (const { frames } of trajectories) {
    for (let i = 1; i < frames.length; i++) {
      const gap = frames[i]! - frames[i - 1]!;
      times.set(gap, (times.get(gap) ?? 0) + 1);
    }
  }
  return [...times].reduce((most, next) => (next[1] > most[1] ? next : most), [1, 0])[0]!;
}
