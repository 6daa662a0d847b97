import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Facility, leastSpaceM2 } from '../core/measure/crowd/service-level.ts';
import { type CutOff, usualCutOff } from '../core/measure/crowd/voronoi-cells.ts';
import { isWalkable, type WalkableArea } from '../core/measure/crowd/walkable-area.ts';
import { answering, CommandError, needed, numberFrom, readText } from './command.ts';
import { boxAround, type CrowdInput } from './crowd-tables/crowd-input.ts';
import { asCsv, asJson } from './crowd-tables/crowd-table.ts';
import { crowdKinds } from './crowd-tables/kinds.ts';
import { readRecording } from './trajectories/read-recording.ts';
import type { LengthUnit } from './trajectories/reading.ts';
import { lineFrom, polygonFrom } from './trajectories/wkt.ts';

const kinds = Object.entries(crowdKinds)
  .map(([name, { needs, summary }]) => `  ${name.padEnd(17)} ${needs.padEnd(17)} ${summary}`)
  .join('\n');

const help = `lamplighter measure --trajectories F --kind KIND [--zone WKT] [--line WKT] [--walkable WKT] --csv|--json

Computes a crowd measure from a trajectory file, by PedPy's definitions, so that both can be laid side by side.

  --trajectories F     PeTrack or JPSreport text (id frame x y z), or an ETH/UCY obsmat
  --kind KIND          one of those below
  --zone WKT           where to measure: "POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0))", metres
  --line WKT           "LINESTRING (0 0, 4 0)", metres; for queue any number of points
  --out-line WKT       for wait: the line over which people leave
  --walkable WKT       ground people can walk on, with holes for obstacles (default: the box around all positions)
  --depth M            for passing: how far the second line lies to the left of --line
  --frame-step N       sightings to either side that a velocity spans (default 5)
  --delta-frame N      frames of one flow or counter-flow figure (default 10 seconds)
  --cut-off R,EDGES    cells reach no farther than a circle of R metres, such as 0.8,12 (default: no limit)
  --radius M           radius of the Gaussian for local-density, pressure and congestion (default 1)
  --window S           seconds that a pressure spans (default 1)
  --facility F         walkway, queue or stairs, for level-of-service (default walkway)
  --fps N              frames per second, where the file does not say
  --unit m|cm          of the file's coordinates, where it does not say
  --csv | --json       how to write it (default csv); --zone, --line and --walkable may also name a file of WKT

Right and left of a line are as seen from its first point to its second with y upwards.

KIND              needs             what
${kinds}
`;

/** `lamplighter measure`. Exit code 0: written; 2: bad input. */
export function run(args: string[]): Promise<number> {
  return answering('measure', async () => {
    const { text, notes } = await measured(args);
    for (const note of notes) process.stderr.write(`lamplighter measure: ${note}\n`);
    await print(text);
    return 0;
  });
}

/**
 * What the command answers: the table, and what a person should know beside it.
 * @throws CommandError or an error of parseArgs where the input is bad.
 */
export async function measured(args: string[]): Promise<{ text: string; notes: readonly string[] }> {
  const { values } = parseArgs({
    args,
    options: {
      trajectories: { type: 'string' },
      kind: { type: 'string' },
      zone: { type: 'string' },
      line: { type: 'string' },
      'out-line': { type: 'string' },
      walkable: { type: 'string' },
      depth: { type: 'string' },
      'frame-step': { type: 'string' },
      'delta-frame': { type: 'string' },
      'cut-off': { type: 'string' },
      radius: { type: 'string' },
      window: { type: 'string' },
      facility: { type: 'string' },
      fps: { type: 'string' },
      unit: { type: 'string' },
      csv: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return { text: help, notes: [] };
  const name = needed(values.kind, '--kind');
  const kind = Object.hasOwn(crowdKinds, name) ? crowdKinds[name]! : null;
  if (kind === null) {
    throw new CommandError(`--kind ${name}: give one of ${Object.keys(crowdKinds).join(', ')}`);
  }
  if (values.csv && values.json) throw new CommandError('--csv and --json: give one of them');
  const { facility = 'walkway' } = values;
  const unit = values.unit ?? null;
  if (!isUnit(unit)) throw new CommandError(`--unit ${unit}: give m or cm`);
  if (!isFacility(facility)) {
    throw new CommandError(`--facility ${facility}: give one of ${Object.keys(leastSpaceM2).join(', ')}`);
  }
  const whole = (text: string | undefined, option: string, max: number) => {
    const value = numberFrom(text, option, { min: 1, max });
    if (value !== undefined && !Number.isInteger(value)) {
      throw new CommandError(`${option} ${text}: give a whole number of frames`);
    }
    return value;
  };
  const frameStep = whole(values['frame-step'], '--frame-step', 10_000) ?? 5;
  const deltaFrame = whole(values['delta-frame'], '--delta-frame', 1_000_000);
  const said = {
    framesPerSecond: numberFrom(values.fps, '--fps', { min: 0.01, max: 1_000 }) ?? null,
    unit,
  };
  const given = {
    cutOff: cutOffFrom(values['cut-off']),
    depthM: numberFrom(values.depth, '--depth', { min: 0.01, max: 1_000 }) ?? null,
    radiusM: numberFrom(values.radius, '--radius', { min: 0.1, max: 100 }) ?? 1,
    windowS: numberFrom(values.window, '--window', { min: 0.001, max: 3_600 }) ?? 1,
    facility,
    frameStep,
  };
  const zone = await wktFrom(values.zone, '--zone');
  const walkable = await wktFrom(values.walkable, '--walkable');
  const line = await wktFrom(values.line, '--line');
  const outLine = await wktFrom(values['out-line'], '--out-line');

  const { recording, notes: found } = await readRecording(
    needed(values.trajectories, '--trajectories'),
    said,
  );
  const input: CrowdInput = {
    ...given,
    recording,
    deltaFrame: deltaFrame ?? Math.max(1, Math.round(10 * recording.framesPerSecond)),
    zone: zone === null ? null : zoneFrom(zone),
    line: line === null ? null : lineFrom(line, '--line'),
    outLine: outLine === null ? null : lineFrom(outLine, '--out-line'),
    walkable: walkable === null ? boxAround(recording) : polygonFrom(walkable, '--walkable'),
  };
  const table = kind.tableOf(input);
  const notes = [
    ...found,
    walkable === null ? null : noteOfOutside(input),
    table.rows.length > 0
      ? null
      : `no rows: nobody did what ${name} measures, or for too short a time (see --line, --depth, --delta-frame)`,
  ];
  return {
    text: values.json ? asJson(name, table) : asCsv(table),
    notes: notes.filter((note) => note !== null),
  };
}

function isUnit(text: string | null): text is LengthUnit | null {
  return text === null || text === 'm' || text === 'cm';
}

function isFacility(text: string): text is Facility {
  return Object.hasOwn(leastSpaceM2, text);
}

function cutOffFrom(text: string | undefined): CutOff | null {
  if (text === undefined) return null;
  const [radius, edges = String(usualCutOff.edges), more] = text.split(',');
  const radiusM = numberFrom(radius, '--cut-off', { min: 0.01, max: 1_000 })!;
  const count = numberFrom(edges, '--cut-off', { min: 3, max: 1_000 })!;
  if (more !== undefined || !Number.isInteger(count)) {
    throw new CommandError(
      `--cut-off ${text}: give a radius in metres and a number of edges, such as 0.8,12`,
    );
  }
  return { radiusM, edges: count };
}

/** The option's value, or what the file holds that it names. */
async function wktFrom(value: string | undefined, option: string): Promise<string | null> {
  if (value === undefined) return null;
  return !value.includes('(') || existsSync(value) ? readText(value, option) : value;
}

function zoneFrom(text: string): WalkableArea['outline'] {
  const { outline, obstacles } = polygonFrom(text, '--zone');
  if (obstacles.length > 0) {
    throw new CommandError('--zone: a zone has no holes; give the obstacles with --walkable');
  }
  return outline;
}

function noteOfOutside({ recording, walkable }: CrowdInput): string | null {
  const places = recording.trajectories.flatMap((t) => t.path);
  const outside = places.filter((p) => !isWalkable(p, walkable)).length;
  if (outside === 0) return null;
  return `${outside} of ${places.length} positions are not on --walkable; where a wall cuts their cell, they keep the nearest part`;
}

/** Whoever reads may have seen enough, as `head` does: that is no fault. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? resolve() : reject(error),
    );
    process.stdout.write(text, () => resolve());
  });
}
