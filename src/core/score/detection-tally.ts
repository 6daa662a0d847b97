import { type Box, iou } from '../geometry.ts';

/** Found, missed and invented boxes so far; plain data. */
export type DetectionTally = {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly misses: number;
};

export type DetectionScore = DetectionTally & {
  /** Null where there is nothing to divide by. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
};

export const emptyTally: DetectionTally = { truePositives: 0, falsePositives: 0, misses: 0 };

export type ScoredBox = { readonly box: Box; readonly score: number };

/**
 * Adds one frame. Detections take their truth in order of score, each the one it overlaps most (PASCAL VOC).
 * @param ignored regions nobody labelled: a detection that matches no truth but lies mostly in one counts neither way.
 */
export function tallyFrame(
  tally: DetectionTally,
  frame: { truth: readonly Box[]; found: readonly ScoredBox[]; ignored?: readonly Box[] },
  minIou = 0.5,
): DetectionTally {
  const taken = new Set<number>();
  let falsePositives = 0;
  for (const { box } of [...frame.found].sort((a, b) => b.score - a.score)) {
    let best = -1;
    let bestOverlap = minIou;
    for (const [i, t] of frame.truth.entries()) {
      const overlap = taken.has(i) ? 0 : iou(t, box);
      if (overlap >= bestOverlap) {
        best = i;
        bestOverlap = overlap;
      }
    }
    if (best >= 0) taken.add(best);
    else if (!frame.ignored?.some((region) => shareInside(box, region) >= 0.5)) falsePositives++;
  }
  return {
    truePositives: tally.truePositives + taken.size,
    falsePositives: tally.falsePositives + falsePositives,
    misses: tally.misses + frame.truth.length - taken.size,
  };
}

export function detectionScore(tally: DetectionTally): DetectionScore {
  const { truePositives, falsePositives, misses } = tally;
  return {
    ...tally,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + misses),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + misses),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Share of a box that lies in a region, 0..1. */
function shareInside(box: Box, region: Box): number {
  const w = Math.min(box.x + box.w, region.x + region.w) - Math.max(box.x, region.x);
  const h = Math.min(box.y + box.h, region.y + region.h) - Math.max(box.y, region.y);
  return w <= 0 || h <= 0 ? 0 : (w * h) / (box.w * box.h);
}
