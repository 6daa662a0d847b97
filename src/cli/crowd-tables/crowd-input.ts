import type { Point } from '../../core/geometry.ts';
import { walkersByFrame } from '../../core/measure/crowd/individual-velocity.ts';
import type { MeasurementLine } from '../../core/measure/crowd/line-crossing.ts';
import type { Facility } from '../../core/measure/crowd/service-level.ts';
import { type MeasurementArea, measurementArea } from '../../core/measure/crowd/shared-area.ts';
import type { Recording, Walker } from '../../core/measure/crowd/trajectory.ts';
import { type CutOff, type VoronoiCell, voronoiCells } from '../../core/measure/crowd/voronoi-cells.ts';
import type { WalkableArea } from '../../core/measure/crowd/walkable-area.ts';
import { CommandError } from '../command.ts';

/** Everything a table may ask for. */
export type CrowdInput = {
  readonly recording: Recording;
  readonly zone: readonly Point[] | null;
  readonly line: readonly Point[] | null;
  readonly outLine: readonly Point[] | null;
  readonly walkable: WalkableArea;
  readonly frameStep: number;
  readonly deltaFrame: number;
  readonly depthM: number | null;
  readonly cutOff: CutOff | null;
  readonly radiusM: number;
  readonly windowS: number;
  readonly facility: Facility;
};

/** Walkers of every frame with the time that belongs to it, s since frame 0. */
export function* framesWithPeople(
  input: CrowdInput,
): Generator<{ readonly frame: number; readonly timeS: number; readonly walkers: readonly Walker[] }> {
  for (const [frame, walkers] of walkersByFrame(input.recording, input.frameStep)) {
    yield { frame, timeS: frame / input.recording.framesPerSecond, walkers };
  }
}

export function cellsOf(walkers: readonly Walker[], input: CrowdInput): (VoronoiCell | null)[] {
  return voronoiCells(
    walkers.map((w) => w.at),
    input.walkable,
    input.cutOff,
  );
}

export function zoneOf({ zone }: CrowdInput, kind: string): MeasurementArea {
  if (zone === null)
    throw new CommandError(`--kind ${kind} measures in a zone; give one with --zone "POLYGON ((…))"`);
  return measurementArea(zone);
}

export function lineOf(line: readonly Point[] | null, kind: string, option = '--line'): MeasurementLine {
  const [a, b, more] = line ?? [];
  if (a === undefined || b === undefined) {
    throw new CommandError(
      `--kind ${kind} measures at a line; give one with ${option} "LINESTRING (x y, x y)"`,
    );
  }
  if (more !== undefined)
    throw new CommandError(`${option}: --kind ${kind} takes a straight line of two points`);
  return [a, b];
}

/** The walkable ground when nobody says it: the box around everywhere anyone was. */
export function boxAround({ trajectories }: Recording): WalkableArea {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of trajectories.flatMap((t) => t.path)) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const outline = [
    { x: left, y: low },
    { x: right, y: low },
    { x: right, y: high },
    { x: left, y: high },
  ];
  return { outline, obstacles: [] };
}
