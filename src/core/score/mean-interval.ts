/** An estimate with its two-sided 95 % interval, in the unit of what was estimated. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/**
 * Mean of independent values with Student's t interval. Values from frames a few seconds apart are not quite
 * independent: the interval is then rather too narrow.
 * @returns null for fewer than two values: one says nothing of the spread.
 */
export function meanInterval(values: readonly number[]): Estimate | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentT95(n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { value: mean, low: mean - half, high: mean + half };
}

/**
 * The value that Student's t stays below in absolute value 95 times in 100.
 * @param freedom degrees of freedom, a whole number >= 1.
 */
export function studentT95(freedom: number): number {
  let low = 0;
  let high = 20;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| < t) for whole degrees of freedom. @see Abramowitz & Stegun 1964, 26.7.3 and 26.7.4 */
function shareWithin(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cos = Math.cos(angle);
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cos : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 2 : 1; k <= freedom - 3; k += 2) {
    term *= (k / (k + 1)) * cos * cos;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
