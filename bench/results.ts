import { appendFileSync } from 'node:fs';
import { machine } from './proc.ts';

const file = new URL('results.jsonl', import.meta.url);

/** Appends one line: what was measured, beside what, on what. Lines are never edited. */
export function record(workload: string, figures: Readonly<Record<string, unknown>>): void {
  const line = { date: new Date().toISOString().slice(0, 10), workload, ...figures, machine: machine() };
  appendFileSync(file, `${JSON.stringify(line)}\n`);
  console.log(JSON.stringify(line, null, 1));
}
