/**
 * PeTrack and JPSreport text: comments with #, then `id frame x y [z ...]`, one sighting a line.
 * @see https://ped.fz-juelich.de/da, file formats of the data archive
 */
import { velocitiesOf } from '../../core/measure/crowd/individual-velocity.ts';
import type { Trajectory } from '../../core/measure/crowd/trajectory.ts';
import { CommandError } from '../command.ts';
import type { NumberRow } from './number-rows.ts';
import type { LengthUnit, Read, Said } from './reading.ts';
import { type Sighting, trajectoriesOf } from './sightings.ts';

/** Nobody runs as fast as this; in centimetres anyone who walks seems to. m/s. */
const fasterThanPeopleMps = 12;

/** @throws naming the file and line, or what has to be said with --fps or --unit. */
export function parseJuelichText(rows: readonly NumberRow[], text: string, name: string, said: Said): Read {
  const header = text
    .split('\n')
    .filter((line) => line.trimStart().startsWith('#'))
    .join('\n');
  const framesPerSecond = said.framesPerSecond ?? frameRateIn(header);
  if (framesPerSecond === null) {
    throw new CommandError(`${name}: it does not say how many frames pass in a second; say it with --fps`);
  }
  const sightings = rows.map(
    ({ line, numbers: [id, frame, x, y] }): Sighting => ({
      line,
      id: id!,
      frame: frame!,
      x: x!,
      y: y!,
    }),
  );
  const asWritten = trajectoriesOf(sightings, name);
  const notes: string[] = [];
  const written = unitIn(header);
  if (said.unit !== null && written !== null && said.unit !== written) {
    notes.push(`the header says ${written}; taken as ${said.unit}, as --unit says`);
  }
  const unit = said.unit ?? written ?? guessUnit(asWritten, framesPerSecond);
  if (said.unit === null && written === null) {
    notes.push(`no unit in the header; taken as ${unit} from how fast people go (say otherwise with --unit)`);
  }
  const metres = unit === 'cm' ? 0.01 : 1;
  const trajectories = asWritten.map((t) => ({
    ...t,
    path: t.path.map(({ x, y }) => ({ x: x * metres, y: y * metres })),
  }));
  return { recording: { framesPerSecond, trajectories }, notes };
}

function frameRateIn(header: string): number | null {
  const found = /frame\s*rate\s*[:=]?\s*(\d+(?:\.\d+)?)/i.exec(header)?.[1];
  return found !== undefined && Number(found) > 0 ? Number(found) : null;
}

function unitIn(header: string): LengthUnit | null {
  if (/\bx\s*[/[(]\s*cm\b|\bin (cm|centimet(re|er)s?)\b/i.test(header)) return 'cm';
  if (/\bx\s*[/[(]\s*m\b|\bin (m|met(re|er)s?)\b/i.test(header)) return 'm';
  return null;
}

/** Metres, unless one in ten would then go faster than anyone can. */
function guessUnit(trajectories: readonly Trajectory[], framesPerSecond: number): LengthUnit {
  const frameStep = Math.max(1, Math.round(framesPerSecond / 4));
  const speeds = trajectories
    .flatMap((t) => velocitiesOf(t, { framesPerSecond, frameStep }))
    .filter((v) => v !== null)
    .map((v) => Math.hypot(v.x, v.y))
    .sort((a, b) => a - b);
  return (speeds[Math.floor(speeds.length * 0.9)] ?? 0) > fasterThanPeopleMps ? 'cm' : 'm';
}
