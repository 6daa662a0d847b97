/** What free traffic drives in a zone, learned from the traffic itself. */

/** The 85th percentile of speeds, which traffic engineers take for the speed of those whom nobody holds up. */
const freeShare = 0.85;
const binMps = 0.5;
const bins = 120;
/** A vehicle of a day ago weighs half, so that the night's free road still counts in the morning's jam. */
const halfLifeMs = 24 * 3_600_000;
/** Before so many vehicles, or so long a time, nothing is known. */
const leastVehicles = 50;
const leastMs = 30 * 60_000;
/** Weights grow with time, so that the old need not be touched; before they grow too large all are made small again. */
const heaviest = 2 ** 40;

/** A histogram of speeds: 480 bytes, whatever passes. */
export type FreeFlow = {
  readonly weights: Float32Array;
  vehicles: number;
  /** Where weight 1 stands, observed ms. */
  originTMs: number;
  readonly sinceTMs: number;
};

export function createFreeFlow(tMs: number): FreeFlow {
  return { weights: new Float32Array(bins), vehicles: 0, originTMs: tMs, sinceTMs: tMs };
}

/** One vehicle has passed, `mps` fast on average. Changed in place. */
export function learnSpeed(flow: FreeFlow, mps: number, tMs: number): void {
  let weight = 2 ** ((tMs - flow.originTMs) / halfLifeMs);
  if (weight > heaviest) {
    for (let i = 0; i < bins; i++) flow.weights[i]! /= weight;
    flow.originTMs = tMs;
    weight = 1;
  }
  flow.weights[Math.min(Math.floor(mps / binMps), bins - 1)]! += weight;
  flow.vehicles++;
}

/** @returns m/s, or null while too few have passed or too little time. */
export function freeFlowOf(flow: FreeFlow, tMs: number): number | null {
  if (flow.vehicles < leastVehicles || tMs - flow.sinceTMs < leastMs) return null;
  const all = flow.weights.reduce((sum, w) => sum + w, 0);
  let below = 0;
  for (const [i, weight] of flow.weights.entries()) {
    if (below + weight >= freeShare * all) return (i + (freeShare * all - below) / weight) * binMps;
    below += weight;
  }
  return bins * binMps;
}
