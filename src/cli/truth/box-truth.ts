import type { Category } from '../../core/detection.ts';
import type { Box } from '../../core/geometry.ts';

export type TrueBox = {
  /** Null where the truth does not say which box of one frame is which of the next. */
  readonly id: number | null;
  readonly category: Category;
  readonly box: Box;
  /** False: labelled, but marked to be left out; finding it is neither right nor wrong. */
  readonly isScored: boolean;
  /** False: not one of the things that are counted. */
  readonly isCounted: boolean;
};

/** Boxes somebody labelled in a film. Between the first and the last frame, a frame without boxes shows nothing. */
export type BoxTruth = {
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** 0-based frames of the film. */
  readonly frames: ReadonlyMap<number, readonly TrueBox[]>;
  /** Categories this truth speaks of; of the others it says nothing. */
  readonly categories: readonly Category[];
  readonly hasIds: boolean;
};

export function boxTruth(
  boxes: readonly (TrueBox & { readonly frame: number })[],
  categories: readonly Category[],
): BoxTruth {
  const numbers = boxes.map(({ frame }) => frame);
  return {
    firstFrame: numbers.reduce((least, n) => Math.min(least, n), Number.POSITIVE_INFINITY),
    lastFrame: numbers.reduce((most, n) => Math.max(most, n), 0),
    frames: Map.groupBy(boxes, ({ frame }) => frame),
    categories,
    hasIds: boxes.every(({ id }) => id !== null),
  };
}

/** Several files about one film, such as people in one and vehicles in another. */
export function joinTruth(parts: readonly BoxTruth[]): BoxTruth | null {
  if (parts.length <= 1) return parts[0] ?? null;
  const all = parts.flatMap((part, i) =>
    [...part.frames].flatMap(([frame, boxes]) =>
      // Ids of different files are different tracks.
      boxes.map((box) => ({ ...box, id: box.id === null ? null : box.id + i * 10_000_000, frame })),
    ),
  );
  return boxTruth(all, [...new Set(parts.flatMap((part) => part.categories))]);
}
