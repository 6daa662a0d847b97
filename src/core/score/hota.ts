import { assign } from '../track/assignment.ts';
import type { Comparison } from './comparison.ts';

/** Each 0..1, the mean over overlap thresholds 0.05, 0.10 ... 0.95. */
export type Hota = { readonly hota: number; readonly detA: number; readonly assA: number };

const thresholds = Array.from({ length: 19 }, (_, i) => (i + 1) * 0.05);
const rounding = Number.EPSILON;

/**
 * Higher order tracking accuracy: the geometric mean of detection and association accuracy.
 * @see Luiten et al. 2021, doi:10.1007/s11263-020-01375-2
 */
export function hota(comparison: Comparison): Hota {
  const { frames, truthTracks, resultTracks, truthBoxes, resultBoxes } = comparison;
  const alignment = alignmentOf(comparison);
  const truthLife = new Int32Array(truthTracks);
  const resultLife = new Int32Array(resultTracks);
  const matches = thresholds.map(() => new Float64Array(truthTracks * resultTracks));
  for (const { truth, result, overlap } of frames) {
    for (const t of truth) truthLife[t]!++;
    for (const r of result) resultLife[r]!++;
    const gains = overlap.map(
      (o, k) =>
        o * alignment[truth[Math.floor(k / result.length)]! * resultTracks + result[k % result.length]!]!,
    );
    for (const [i, j] of assign(gains, truth.length, result.length).entries()) {
      if (j < 0) continue;
      const pair = truth[i]! * resultTracks + result[j]!;
      const o = overlap[i * result.length + j]!;
      for (const [a, threshold] of thresholds.entries()) {
        if (o >= threshold - rounding) matches[a]![pair]!++;
      }
    }
  }
  const each = matches.map((matched) => {
    let found = 0;
    let association = 0;
    for (let t = 0, pair = 0; t < truthTracks; t++) {
      for (let r = 0; r < resultTracks; r++, pair++) {
        const n = matched[pair]!;
        if (n === 0) continue;
        found += n;
        association += (n * n) / Math.max(1, truthLife[t]! + resultLife[r]! - n);
      }
    }
    const detA = found / Math.max(1, truthBoxes + resultBoxes - found);
    const assA = association / Math.max(1, found);
    return { detA, assA, hota: Math.sqrt(detA * assA) };
  });
  return {
    hota: mean(each.map((e) => e.hota)),
    detA: mean(each.map((e) => e.detA)),
    assA: mean(each.map((e) => e.assA)),
  };
}

/** How much two tracks belong together over the whole film: the Jaccard index of their soft-counted frames. */
function alignmentOf({ frames, truthTracks, resultTracks }: Comparison): Float64Array {
  const together = new Float64Array(truthTracks * resultTracks);
  const truthLife = new Float64Array(truthTracks);
  const resultLife = new Float64Array(resultTracks);
  for (const { truth, result, overlap } of frames) {
    const rowSum = new Float64Array(truth.length);
    const columnSum = new Float64Array(result.length);
    for (const [k, o] of overlap.entries()) {
      rowSum[Math.floor(k / result.length)]! += o;
      columnSum[k % result.length]! += o;
    }
    for (const [k, o] of overlap.entries()) {
      const i = Math.floor(k / result.length);
      const j = k % result.length;
      const either = rowSum[i]! + columnSum[j]! - o;
      if (either > rounding) together[truth[i]! * resultTracks + result[j]!]! += o / either;
    }
    for (const t of truth) truthLife[t]!++;
    for (const r of result) resultLife[r]!++;
  }
  return together.map((n, pair) => {
    const t = Math.floor(pair / resultTracks);
    return n / (truthLife[t]! + resultLife[pair % resultTracks]! - n);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
