import { isInside, type Point } from '../../geometry.ts';
import { crossingFrames, lengthOf, type MeasurementLine, normalOf } from './line-crossing.ts';
import type { Recording, Trajectory } from './trajectory.ts';

/** One walker's way through a stretch between two lines. */
export type Passage = {
  readonly id: number;
  /** First frame inside. */
  readonly inFrame: number;
  /** First frame no longer inside. */
  readonly outFrame: number;
};

/** The rectangle that begins at a line and reaches `depthM` to its left (a -> b with y upwards), as PedPy lays it. */
export function stretchBeside(line: MeasurementLine, depthM: number): readonly [Point, Point, Point, Point] {
  const [a, b] = line;
  const far = farLine(line, depthM);
  return [a, b, far[1], far[0]];
}

/**
 * Everyone who walked through the stretch without leaving it in between: in over one line, out over the other.
 * @see PedPy, compute_frame_range_in_area; JPSreport, method B
 */
export function passagesThrough(recording: Recording, line: MeasurementLine, depthM: number): Passage[] {
  const stretch = stretchBeside(line, depthM);
  const far = farLine(line, depthM);
  return recording.trajectories.flatMap((trajectory) => {
    const overNear = new Set(crossingFrames(trajectory, line, { doesTouchCount: true }));
    const overFar = new Set(crossingFrames(trajectory, far, { doesTouchCount: true }));
    return visitsTo(trajectory, stretch).filter(
      ({ inFrame, outFrame }) =>
        (overNear.has(inFrame) && overFar.has(outFrame)) || (overFar.has(inFrame) && overNear.has(outFrame)),
    );
  });
}

/** Passing speed: d fps / (f_out - f_in), m/s. Known to one part in (f_out - f_in). */
export function passingSpeed(
  { inFrame, outFrame }: Passage,
  by: { readonly depthM: number; readonly framesPerSecond: number },
): number {
  return (by.depthM * by.framesPerSecond) / (outFrame - inFrame);
}

/**
 * Passing density: mean of the classic density over [f_in, f_out), 1/m2.
 * @param densities classic density of the stretch by frame.
 * @see PedPy, compute_passing_density
 */
export function passingDensity(
  { inFrame, outFrame }: Passage,
  densities: ReadonlyMap<number, number>,
): number {
  let [sum, frames] = [0, 0];
  for (const [frame, density] of densities) {
    if (frame < inFrame || frame >= outFrame) continue;
    sum += density;
    frames++;
  }
  return sum / frames;
}

function farLine(line: MeasurementLine, depthM: number): MeasurementLine {
  const normal = normalOf(line);
  const move = (p: Point) => ({ x: p.x - normal.x * depthM, y: p.y - normal.y * depthM });
  return [move(line[0]), move(line[1])];
}

/** Stretches of consecutive sightings strictly inside; the leaving frame is the next sighting's, or one step on. */
function visitsTo({ id, frames, path }: Trajectory, zone: readonly Point[]): Passage[] {
  const visits: Passage[] = [];
  let inFrame: number | null = null;
  for (const [i, frame] of frames.entries()) {
    const inside = isInside(path[i]!, zone);
    if (inside && inFrame === null) inFrame = frame;
    if (!inside && inFrame !== null) {
      visits.push({ id, inFrame, outFrame: frame });
      inFrame = null;
    }
  }
  return visits;
}

/** Metres squared of the stretch. */
export function stretchAreaM2(line: MeasurementLine, depthM: number): number {
  return lengthOf(line) * depthM;
}
