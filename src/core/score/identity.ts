import { assign } from '../track/assignment.ts';
import type { Comparison } from './comparison.ts';

/** How well whole tracks agree under the best one-to-one pairing of tracks; each 0..1. */
export type Identity = { readonly idf1: number; readonly idp: number; readonly idr: number };

/**
 * Identity precision, recall and F1 at IoU 0.5. "Identity" is the literature's word for "the same track": nobody
 * is identified.
 * @see Ristani et al. 2016, doi:10.1007/978-3-319-48881-3_2
 */
export function identity(comparison: Comparison, minIou = 0.5): Identity {
  const { frames, truthTracks, resultTracks, truthBoxes, resultBoxes } = comparison;
  const shared = new Float64Array(truthTracks * resultTracks);
  for (const { truth, result, overlap } of frames) {
    for (let i = 0, k = 0; i < truth.length; i++) {
      for (let j = 0; j < result.length; j++, k++) {
        if (overlap[k]! >= minIou) shared[truth[i]! * resultTracks + result[j]!]!++;
      }
    }
  }
  // False negatives plus false positives are all boxes less twice the shared ones: fewest errors is most shared.
  let agreed = 0;
  for (const [t, r] of assign(shared, truthTracks, resultTracks).entries()) {
    if (r >= 0) agreed += shared[t * resultTracks + r]!;
  }
  return {
    idf1: share(2 * agreed, truthBoxes + resultBoxes),
    idp: share(agreed, resultBoxes),
    idr: share(agreed, truthBoxes),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
