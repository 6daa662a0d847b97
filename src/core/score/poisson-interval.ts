/**
 * Exact 95 % interval of an expected count (Garwood 1936), of which `events` were seen: for rates, divide both ends by the
 * exposure.
 * @param events whole number, >= 0.
 */
export function poissonInterval(
  events: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  // Wide enough for every confidence below 0.9999: the end lies a few standard deviations away.
  const most = events + 10 * Math.sqrt(events + 1) + 20;
  return {
    low: events === 0 ? 0 : solve(most, (mean) => 1 - upTo(events - 1, mean) - tail),
    high: solve(most, (mean) => tail - upTo(events, mean)),
  };
}

/** Root of an increasing function on 0..most by halving. */
function solve(most: number, f: (mean: number) => number): number {
  let low = 0;
  let high = most;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X <= k) for X Poisson; logarithms keep large means from underflowing. */
function upTo(k: number, mean: number): number {
  if (mean <= 0) return 1;
  let log = -mean;
  let sum = Math.exp(log);
  for (let j = 1; j <= k; j++) {
    log += Math.log(mean / j);
    sum += Math.exp(log);
  }
  return Math.min(sum, 1);
}
