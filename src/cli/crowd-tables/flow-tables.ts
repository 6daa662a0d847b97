import type { Point } from '../../core/geometry.ts';
import { classicDensity } from '../../core/measure/crowd/classic-density.ts';
import { counterFlowIndex } from '../../core/measure/crowd/counter-flow-index.ts';
import { cumulativeCounts } from '../../core/measure/crowd/cumulative-count.ts';
import { flowsOf, specificFlow } from '../../core/measure/crowd/flow.ts';
import { walkersByFrame } from '../../core/measure/crowd/individual-velocity.ts';
import { firstCrossings, lengthOf } from '../../core/measure/crowd/line-crossing.ts';
import { lineFlowBySide, sidesAt } from '../../core/measure/crowd/line-flow-by-side.ts';
import {
  passagesThrough,
  passingDensity,
  passingSpeed,
  stretchBeside,
} from '../../core/measure/crowd/passing.ts';
import { queueAlong, usualQueueRule } from '../../core/measure/crowd/queue-length.ts';
import { frameStepOf, framesOf } from '../../core/measure/crowd/trajectory.ts';
import { waitWithoutIdentity } from '../../core/measure/crowd/wait-without-identity.ts';
import { CommandError } from '../command.ts';
import { type CrowdInput, cellsOf, framesWithPeople, lineOf } from './crowd-input.ts';
import type { CrowdTable } from './crowd-table.ts';

export function cumulativeTable(input: CrowdInput): CrowdTable {
  const crossings = firstCrossings(input.recording, lineOf(input.line, 'n-t'));
  const counts = cumulativeCounts(crossings, framesOf(input.recording));
  return {
    columns: ['frame', 'time_s', 'cumulative_people'],
    rows: counts.map((c) => [c.frame, c.frame / input.recording.framesPerSecond, c.people]),
    parameters: { frames_per_s: input.recording.framesPerSecond },
  };
}

export function flowTable(input: CrowdInput): CrowdTable {
  const { recording, deltaFrame } = input;
  const line = lineOf(input.line, 'flow');
  const crossings = firstCrossings(recording, line);
  const counts = cumulativeCounts(crossings, framesOf(recording));
  const by = { framesPerSecond: recording.framesPerSecond, deltaFrame, step: frameStepOf(recording) };
  const flows = flowsOf(counts, crossings, walkersByFrame(recording, input.frameStep), by);
  return {
    columns: [
      'from_frame',
      'to_frame',
      'people',
      'flow_per_s',
      'specific_flow_per_m_s',
      'mean_speed_m_per_s',
    ],
    rows: flows.map((f) => [
      f.fromFrame,
      f.toFrame,
      f.people,
      f.flowPerS,
      specificFlow(f.flowPerS, lengthOf(line)),
      f.meanSpeedMps,
    ]),
    parameters: { delta_frame: deltaFrame, frame_step: input.frameStep, width_m: lengthOf(line) },
  };
}

export function passingTable(input: CrowdInput): CrowdTable {
  const { recording, depthM } = input;
  const line = lineOf(input.line, 'passing');
  if (depthM === null) {
    throw new CommandError(
      '--kind passing measures between --line and a second line to its left; say how far off with --depth',
    );
  }
  const stretch = stretchBeside(line, depthM);
  const densities = new Map(
    framesWithPeople(input).map(({ frame, walkers }) => [
      frame,
      classicDensity(
        walkers.map((w) => w.at),
        stretch,
      ),
    ]),
  );
  const by = { depthM, framesPerSecond: recording.framesPerSecond };
  const rows = passagesThrough(recording, line, depthM).map((p) => [
    p.id,
    p.inFrame,
    p.outFrame,
    passingDensity(p, densities),
    passingSpeed(p, by),
  ]);
  return {
    columns: ['id', 'in_frame', 'out_frame', 'density_per_m2', 'speed_m_per_s'],
    rows,
    parameters: { depth_m: depthM, stretch: shown(stretch) },
  };
}

export function lineFlowTable(input: CrowdInput): CrowdTable {
  const line = lineOf(input.line, 'line-flow');
  let sides: ReadonlyMap<number, 1 | -1> = new Map();
  const rows: (number | null)[][] = [];
  for (const { frame, timeS, walkers } of framesWithPeople(input)) {
    const cells = cellsOf(walkers, input);
    sides = sidesAt(sides, walkers, cells, line);
    const flow = lineFlowBySide(walkers, cells, line, sides);
    rows.push([frame, timeS, flow.rightwards, flow.leftwards, flow.both]);
  }
  return {
    columns: ['frame', 'time_s', 'rightwards_per_m_s', 'leftwards_per_m_s', 'both_per_m_s'],
    rows,
    parameters: { frame_step: input.frameStep, width_m: lengthOf(line) },
  };
}

export function counterFlowTable(input: CrowdInput): CrowdTable {
  const { recording, deltaFrame } = input;
  const crossings = firstCrossings(recording, lineOf(input.line, 'counter-flow'));
  const frames = framesOf(recording);
  const rows: (number | null)[][] = [];
  for (let from = frames[0]!; from <= frames.at(-1)!; from += deltaFrame) {
    const within = crossings.filter((c) => c.frame >= from && c.frame < from + deltaFrame);
    const rightwards = within.filter((c) => c.side === 1).length;
    const leftwards = within.length - rightwards;
    rows.push([from, from + deltaFrame, rightwards, leftwards, counterFlowIndex(rightwards, leftwards)]);
  }
  return {
    columns: ['from_frame', 'to_frame', 'rightwards', 'leftwards', 'counter_flow_index'],
    rows,
    parameters: { delta_frame: deltaFrame },
  };
}

export function queueTable(input: CrowdInput): CrowdTable {
  const { line } = input;
  if (line === null) {
    throw new CommandError(
      '--kind queue measures along a line; give it from the service point backwards with --line',
    );
  }
  const rows = framesWithPeople(input).map(({ frame, timeS, walkers }) => {
    const queue = queueAlong(walkers, line);
    return [frame, timeS, queue.lengthM, queue.people];
  });
  const { slowBelowMps, gapM, reachM } = usualQueueRule;
  return {
    columns: ['frame', 'time_s', 'queue_m', 'people'],
    rows: [...rows],
    parameters: {
      slow_below_m_per_s: slowBelowMps,
      gap_m: gapM,
      reach_m: reachM,
      frame_step: input.frameStep,
    },
  };
}

export function waitTable(input: CrowdInput): CrowdTable {
  const { recording } = input;
  const timesAt = (line: readonly Point[] | null, option: string) =>
    firstCrossings(recording, lineOf(line, 'wait', option)).map(
      (c) => (c.frame / recording.framesPerSecond) * 1_000,
    );
  const [entered, left] = [timesAt(input.line, '--line'), timesAt(input.outLine, '--out-line')];
  const endMs = (framesOf(recording).at(-1)! / recording.framesPerSecond) * 1_000;
  const wait = waitWithoutIdentity(entered, left, endMs);
  return {
    columns: [
      'entered',
      'left',
      'mean_wait_s',
      'longest_wait_s',
      'still_waiting',
      'next_has_waited_s',
      'unmatched',
    ],
    rows: [
      [
        entered.length,
        left.length,
        wait.meanS,
        wait.longestS,
        wait.waiting,
        wait.nextHasWaitedS,
        wait.unmatched,
      ],
    ],
    parameters: { matching: 'first in, first out' },
  };
}

function shown(points: readonly Point[]): string {
  return points.map((p) => `${p.x} ${p.y}`).join(', ');
}
