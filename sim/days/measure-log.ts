/**
 * The measures of one camera, checked and hashed in order. Seconds that say the same but for their time are one run, so that
 * a stretch that was stepped through and one that was passed over leave the same bytes.
 */
import { createHash } from 'node:crypto';
import type { Measure } from '../../src/core/measure/measure.ts';

export class MeasureLog {
  readonly #hash = createHash('sha256');
  /** Measures told, also those of seconds that were passed over. */
  count = 0;
  #run: { readonly fromS: number; untilS: number; readonly text: string; readonly size: number } | null =
    null;
  /** How many seconds in a row have said the same. */
  get steadyS(): number {
    return this.#run === null ? 0 : this.#run.untilS - this.#run.fromS + 1;
  }

  /** @param shiftMs from the core's clock to the city's. */
  add(measures: readonly Measure[], shiftMs: number, fail: (what: string) => never): void {
    const first = measures[0];
    if (first === undefined) return;
    const second = (first.atMs + shiftMs) / 1000;
    let text = '';
    for (const m of measures) {
      checkMeasure(m, fail);
      if (m.atMs !== first.atMs) fail(`measures of one second bear the times ${first.atMs} and ${m.atMs}`);
      text += `${m.zoneId} ${m.kind} ${m.category} ${m.direction ?? ''} ${m.windowMs} ${rounded(m.value)} ${rounded(m.errorBand)} ${rounded(m.coverage)} ${m.note ?? ''}\n`;
    }
    this.count += measures.length;
    const run = this.#run;
    if (run !== null && second === run.untilS + 1 && text === run.text) {
      run.untilS = second;
      return;
    }
    this.#close();
    this.#run = { fromS: second, untilS: second, text, size: measures.length };
  }

  /** The last second said what the next `seconds` would have said. */
  pass(seconds: number): void {
    if (this.#run === null) return;
    this.#run.untilS += seconds;
    this.count += seconds * this.#run.size;
  }

  digest(): string {
    this.#close();
    this.#run = null;
    return this.#hash.digest('hex');
  }

  #close(): void {
    if (this.#run === null) return;
    const { fromS, untilS, text } = this.#run;
    this.#hash.update(`${fromS} ${untilS}\n${text}`);
  }
}

function checkMeasure(m: Measure, fail: (what: string) => never): void {
  if (!(m.coverage >= 0 && m.coverage <= 1)) fail(`${m.kind} of ${m.zoneId} has a coverage of ${m.coverage}`);
  for (const value of [m.value, m.errorBand]) {
    if (value !== null && !Number.isFinite(value)) fail(`${m.kind} of ${m.zoneId} is ${value}`);
  }
}

/** To a millionth: what two machines could differ by is far below. */
export function rounded(value: number | null): string {
  return value === null ? '' : `${Math.round(value * 1e6) / 1e6}`;
}
