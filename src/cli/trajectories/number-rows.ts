import { CommandError } from '../command.ts';

/** One line of numbers, with where it stands in its file. */
export type NumberRow = { readonly line: number; readonly numbers: readonly number[] };

/**
 * Lines of numbers between blanks, tabs, commas or semicolons; empty lines and those that begin with # are passed over.
 * @throws naming the first line that holds anything else, or fewer than four columns, or fewer than the lines above.
 */
export function numberRows(text: string, name: string): NumberRow[] {
  const rows: NumberRow[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const fields = line.split(/[\s,;]+/).filter((field) => field !== '');
    const numbers = fields.map(Number);
    const bad = numbers.findIndex((n) => !Number.isFinite(n));
    if (bad >= 0) {
      throw new CommandError(
        `${name}, line ${i + 1}: "${fields[bad]!.slice(0, 40)}" is not a number; remove it or begin the line with #`,
      );
    }
    const width = rows[0]?.numbers.length ?? 4;
    if (rows.length === 0 ? numbers.length < 4 : numbers.length !== width) {
      const wanted =
        rows.length === 0 ? 'at least four (id frame x y)' : `${width}, as in line ${rows[0]!.line}`;
      throw new CommandError(
        `${name}, line ${i + 1}: ${numbers.length} columns; it should have ${wanted}. Is the file cut off?`,
      );
    }
    rows.push({ line: i + 1, numbers });
  }
  if (rows.length === 0) {
    throw new CommandError(
      `${name}: no positions in it. Give PeTrack or JPSreport text (id frame x y z) or an ETH/UCY obsmat`,
    );
  }
  return rows;
}
