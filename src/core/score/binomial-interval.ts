/**
 * Exact 95 % interval of a share (Clopper & Pearson 1934): it never promises more than it keeps, also for 0 of n.
 * @param successes whole number, 0 <= successes <= trials.
 * @returns low and high, 0..1; [0, 1] when there were no trials.
 */
export function binomialInterval(
  successes: number,
  trials: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : solve((p) => atLeast(successes, trials, p) - tail),
    high: successes === trials ? 1 : solve((p) => atLeast(successes + 1, trials, p) - (1 - tail)),
  };
}

/** Root of an increasing function on 0..1 by halving. */
function solve(f: (p: number) => number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X >= k) for X binomial(n, p), summed from its own largest term outwards so that nothing underflows early. */
function atLeast(k: number, n: number, p: number): number {
  if (p <= 0) return k <= 0 ? 1 : 0;
  if (p >= 1) return 1;
  // The shorter tail is summed; terms follow from one another by a ratio.
  if (k > n * p) return sumFrom(k, n, p);
  return 1 - sumFrom(n - k + 1, n, 1 - p);
}

/** Sum of P(X = j), j = k..n, where k lies above the mean: terms only fall. */
function sumFrom(k: number, n: number, p: number): number {
  if (k > n) return 0;
  let term = Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  let sum = term;
  for (let j = k; j < n; j++) {
    term *= ((n - j) / (j + 1)) * (p / (1 - p));
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += Math.log((n - Math.min(k, n - k) + i) / i);
  return sum;
}
