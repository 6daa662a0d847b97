/**
 * Two check letters for a row of letters: a Reed-Solomon code over GF(32). One wrong letter is found with its place, any
 * two are found; so are two that changed places.
 */
const field = makeField();

/** @param row values 0..31, at most 29. @returns the two values to write behind them. */
export function rowCheckOf(row: readonly number[]): readonly [number, number] {
  const { sum, weighted } = syndromes([...row, 0, 0]);
  // The last two are weighted 1 and a; solve c0 + c1 = sum, a c0 + c1 = weighted (the last is weighted 1).
  const first = divide(sum ^ weighted, 2 ^ 1);
  return [first, sum ^ first];
}

/**
 * @param row values 0..31, its two check letters last.
 * @returns null when it is right; else the place of the one letter that would explain it, from 0, or 'several'.
 */
export function wrongLetterIn(row: readonly number[]): number | 'several' | null {
  const { sum, weighted } = syndromes(row);
  if (sum === 0 && weighted === 0) return null;
  if (sum === 0 || weighted === 0) return 'several';
  const fromEnd = field.log[divide(weighted, sum)]!;
  return fromEnd < row.length ? row.length - 1 - fromEnd : 'several';
}

function syndromes(row: readonly number[]): { sum: number; weighted: number } {
  let sum = 0;
  let weighted = 0;
  row.forEach((value, i) => {
    sum ^= value;
    weighted ^= times(value, field.power[row.length - 1 - i]!);
  });
  return { sum, weighted };
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : field.power[(field.log[a]! + field.log[b]!) % 31]!;
}

function divide(a: number, b: number): number {
  return a === 0 ? 0 : field.power[(field.log[a]! - field.log[b]! + 31) % 31]!;
}

/** Powers of x modulo x^5 + x^2 + 1. */
function makeField(): { readonly power: readonly number[]; readonly log: readonly number[] } {
  const power: number[] = [];
  const log: number[] = [];
  for (let i = 0, value = 1; i < 31; i++) {
    power.push(value);
    log[value] = i;
    value <<= 1;
    if (value & 32) value ^= 0b100101;
  }
  return { power, log };
}
