import type { Point } from '../../geometry.ts';
import type { Recording, Trajectory } from './trajectory.ts';
import { distanceToSegment } from './walkable-area.ts';

/** A stretch of ground from a to b that people cross, metres. */
export type MeasurementLine = readonly [Point, Point];

/** One walker's first crossing. */
export type Crossing = {
  readonly id: number;
  /** The frame in which they were first beyond the line. */
  readonly frame: number;
  /** 1 towards the right of a -> b with y upwards, along the line's normal; -1 the other way. */
  readonly side: 1 | -1;
};

/** A step that ends nearer to the line than this has not crossed it: the next one does. Metres, PedPy's figure. */
const onLineM = 1e-5;

/**
 * The first crossing of everyone who crossed, in the order of frames. A step crosses when it meets the line and does not
 * end on it; coming back is not counted again.
 * @see PedPy, compute_n_t
 */
export function firstCrossings({ trajectories }: Recording, line: MeasurementLine): Crossing[] {
  return trajectories
    .map((trajectory) => {
      const frame = crossingFrames(trajectory, line, { doesTouchCount: false })[0];
      if (frame === undefined) return null;
      const i = trajectory.frames.indexOf(frame);
      const side = sideOf(trajectory.path[i]!, line) >= 0 ? 1 : -1;
      return { id: trajectory.id, frame, side } as const;
    })
    .filter((crossing) => crossing !== null)
    .sort((a, b) => a.frame - b.frame || a.id - b.id);
}

/** Frames at whose end a step met the line. */
export function crossingFrames(
  { frames, path }: Trajectory,
  line: MeasurementLine,
  { doesTouchCount }: { readonly doesTouchCount: boolean },
): number[] {
  return frames.filter(
    (_, i) =>
      i > 0 &&
      meets(path[i - 1]!, path[i]!, line) &&
      (doesTouchCount || distanceToSegment(path[i]!, ...line) >= onLineM),
  );
}

/** The line's normal: a unit vector to the right of a -> b with y upwards. */
export function normalOf([a, b]: MeasurementLine): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  return { x: (b.y - a.y) / length, y: (a.x - b.x) / length };
}

export function lengthOf([a, b]: MeasurementLine): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** Signed: positive to the right of a -> b. */
function sideOf(p: Point, [a, b]: MeasurementLine): number {
  return (b.y - a.y) * (p.x - a.x) - (b.x - a.x) * (p.y - a.y);
}

/** Whether the step from p to q has any point in common with the line. */
function meets(p: Point, q: Point, line: MeasurementLine): boolean {
  const [a, b] = line;
  const [ofP, ofQ] = [sideOf(p, line), sideOf(q, line)];
  const [ofA, ofB] = [sideOf(a, [p, q]), sideOf(b, [p, q])];
  if (ofP === 0 && ofQ === 0) return doesOverlap(p, q, a, b);
  return ofP * ofQ <= 0 && ofA * ofB <= 0;
}

/** For four points in a row. */
function doesOverlap(p: Point, q: Point, a: Point, b: Point): boolean {
  return (
    Math.max(p.x, q.x) >= Math.min(a.x, b.x) &&
    Math.min(p.x, q.x) <= Math.max(a.x, b.x) &&
    Math.max(p.y, q.y) >= Math.min(a.y, b.y) &&
    Math.min(p.y, q.y) <= Math.max(a.y, b.y)
  );
}
