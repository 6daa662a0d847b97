import { assign } from '../track/assignment.ts';
import type { Comparison } from './comparison.ts';

export type ClearMot = {
  /** 1 - (misses + false positives + switches) / truth boxes; below 0 for a very bad tracker. */
  readonly mota: number;
  /** Mean overlap of the matched boxes, 0..1 (py-motmetrics prints 1 minus this). */
  readonly motp: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly misses: number;
  readonly switches: number;
  /** Times a truth track was taken up again after a gap. */
  readonly fragmentations: number;
  /** Truth tracks covered for at least 80 % of their life, at least 20 %, and less. */
  readonly mostlyTracked: number;
  readonly partlyTracked: number;
  readonly mostlyLost: number;
};

const rounding = 1e-9;

/**
 * The CLEAR-MOT scores at IoU 0.5. Last frame's pairs are kept while they still overlap; the rest is paired by
 * greatest overlap.
 * @see Bernardin & Stiefelhagen 2008, doi:10.1155/2008/246309
 */
export function clearMot(comparison: Comparison, minIou = 0.5): ClearMot {
  const { frames, truthTracks } = comparison;
  const lastResult = new Int32Array(truthTracks).fill(-1);
  let pairedNow = new Int32Array(truthTracks).fill(-1);
  const life = new Int32Array(truthTracks);
  const covered = new Int32Array(truthTracks);
  const stretches = new Int32Array(truthTracks);
  let truePositives = 0;
  let switches = 0;
  let overlapSum = 0;
  for (const { truth, result, overlap } of frames) {
    const gains = new Float64Array(overlap.length);
    for (let i = 0, k = 0; i < truth.length; i++) {
      for (let j = 0; j < result.length; j++, k++) {
        const o = overlap[k]!;
        if (o >= minIou - rounding) gains[k] = o + (pairedNow[truth[i]!] === result[j] ? 1_000 : 0);
      }
    }
    const pairs = assign(gains, truth.length, result.length);
    const paired = new Int32Array(truthTracks).fill(-1);
    for (const [i, j] of pairs.entries()) {
      const t = truth[i]!;
      life[t]!++;
      if (j < 0) continue;
      const r = result[j]!;
      truePositives++;
      overlapSum += overlap[i * result.length + j]!;
      covered[t]!++;
      if (pairedNow[t] === -1) stretches[t]!++;
      if (lastResult[t] !== -1 && lastResult[t] !== r) switches++;
      lastResult[t] = r;
      paired[t] = r;
    }
    pairedNow = paired;
  }
  const shares = Array.from(covered, (n, t) => n / life[t]!);
  const misses = comparison.truthBoxes - truePositives;
  const falsePositives = comparison.resultBoxes - truePositives;
  return {
    mota: 1 - (misses + falsePositives + switches) / comparison.truthBoxes,
    motp: overlapSum / truePositives,
    truePositives,
    falsePositives,
    misses,
    switches,
    fragmentations: stretches.reduce((sum, n) => sum + Math.max(0, n - 1), 0),
    mostlyTracked: shares.filter((s) => s >= 0.8).length,
    partlyTracked: shares.filter((s) => s >= 0.2 && s < 0.8).length,
    mostlyLost: shares.filter((s) => s < 0.2).length,
  };
}
