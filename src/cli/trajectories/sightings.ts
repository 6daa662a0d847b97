import type { Trajectory } from '../../core/measure/crowd/trajectory.ts';
import { CommandError } from '../command.ts';

/** One line of a trajectory file: who, when, where. Metres. */
export type Sighting = {
  readonly line: number;
  readonly id: number;
  readonly frame: number;
  readonly x: number;
  readonly y: number;
};

/** Days of film: a larger number is a slip, and every frame up to it would be measured. */
const maxFrame = 10_000_000;
const maxFrames = 1_000_000;

/**
 * One trajectory for each number, frames ascending.
 * @throws naming the line of a frame that is no whole number, or of a second place for one person in one frame.
 */
export function trajectoriesOf(sightings: readonly Sighting[], name: string): Trajectory[] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { line, id, frame } of sightings) {
    if (!Number.isSafeInteger(id) || !Number.isInteger(frame) || Math.abs(frame) > maxFrame) {
      throw new CommandError(
        `${name}, line ${line}: person ${id}, frame ${frame}: both should be whole numbers, frames up to ${maxFrame}`,
      );
    }
    first = Math.min(first, frame);
    last = Math.max(last, frame);
  }
  if (last - first > maxFrames) {
    throw new CommandError(
      `${name}: frames ${first} to ${last} are more than ${maxFrames}; cut the file into shorter ones`,
    );
  }
  return [...Map.groupBy(sightings, (s) => s.id)].map(([id, seen]) => {
    const sorted = seen.sort((a, b) => a.frame - b.frame);
    const twice = sorted.find((s, i) => i > 0 && s.frame === sorted[i - 1]!.frame);
    if (twice !== undefined) {
      throw new CommandError(
        `${name}, line ${twice.line}: person ${id} is in frame ${twice.frame} a second time; remove one of the lines`,
      );
    }
    return { id, frames: sorted.map((s) => s.frame), path: sorted.map(({ x, y }) => ({ x, y })) };
  });
}
