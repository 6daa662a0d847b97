import { readText } from '../command.ts';
import { parseJuelichText } from './juelich-text.ts';
import { numberRows } from './number-rows.ts';
import { parseObsmat } from './obsmat.ts';
import type { Read, Said } from './reading.ts';

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
