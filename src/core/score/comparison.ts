import { type Box, iou } from '../geometry.ts';

/** A box that belongs to a track; ids mean something within one sequence and one side only. */
export type IdBox = { readonly id: number; readonly box: Box };

/** What was there and what the tracker said, in one frame. */
export type ScoredFrame = { readonly truth: readonly IdBox[]; readonly result: readonly IdBox[] };

/** Overlaps and dense ids, computed once and shared by every tracking score. */
export type Comparison = {
  readonly frames: readonly ComparedFrame[];
  readonly truthTracks: number;
  readonly resultTracks: number;
  readonly truthBoxes: number;
  readonly resultBoxes: number;
};

export type ComparedFrame = {
  /** Track numbers from 0, one for each box. */
  readonly truth: Int32Array;
  readonly result: Int32Array;
  /** IoU, row-major truth x result. */
  readonly overlap: Float64Array;
};

/**
 * @param frames in time order, frames with nothing on either side included.
 * @throws when an id appears twice in one frame on one side: such input has no defined score.
 */
export function compare(frames: readonly ScoredFrame[]): Comparison {
  const truthIds = new Map<number, number>();
  const resultIds = new Map<number, number>();
  let truthBoxes = 0;
  let resultBoxes = 0;
  const compared = frames.map((frame, i) => {
    truthBoxes += frame.truth.length;
    resultBoxes += frame.result.length;
    const overlap = new Float64Array(frame.truth.length * frame.result.length);
    let k = 0;
    for (const t of frame.truth) for (const r of frame.result) overlap[k++] = iou(t.box, r.box);
    return {
      truth: numbered(frame.truth, truthIds, `truth, frame ${i + 1}`),
      result: numbered(frame.result, resultIds, `result, frame ${i + 1}`),
      overlap,
    };
  });
  return {
    frames: compared,
    truthTracks: truthIds.size,
    resultTracks: resultIds.size,
    truthBoxes,
    resultBoxes,
  };
}

function numbered(boxes: readonly IdBox[], numbers: Map<number, number>, where: string): Int32Array {
  const seen = new Set<number>();
  return Int32Array.from(boxes, ({ id }) => {
    if (seen.has(id)) throw new Error(`${where}: id ${id} appears twice; give each track one box a frame`);
    seen.add(id);
    let n = numbers.get(id);
    if (n === undefined) {
      n = numbers.size;
      numbers.set(id, n);
    }
    return n;
  });
}
