import type { Recording } from '../../core/measure/crowd/trajectory.ts';
import { readText } from '../command.ts';
import { parseJuelichText } from './juelich-text.ts';
import { numberRows } from './number-rows.ts';
import { parseObsmat } from './obsmat.ts';

/** What a person says of a file, where the file does not say it or says it wrongly. */
export type Said = { readonly framesPerSecond: number | null; readonly unit: LengthUnit | null };

export type LengthUnit = 'm' | 'cm';

export type Read = {
  readonly recording: Recording;
  /** What was assumed or found out, for a person to check. */
  readonly notes: readonly string[];
};

/**
 * A trajectory file: ETH/UCY obsmat where every line has eight columns, otherwise PeTrack or JPSreport text.
 * @throws CommandError naming the file, the line and what is wrong.
 */
export async function readRecording(path: string, said: Said): Promise<Read> {
  return parseRecording(await readText(path, '--trajectories'), path, said);
}

export function parseRecording(text: string, name: string, said: Said): Read {
  const rows = numberRows(text, name);
  return rows[0]?.numbers.length === 8
    ? parseObsmat(rows, name, said)
    : parseJuelichText(rows, text, name, said);
}
