import type { Box } from './geometry.ts';

/** What the detector may say, and all it may say: a kind of thing, never who. */
export const categories = ['person', 'bicycle', 'vehicle'] as const;
export type Category = (typeof categories)[number];

/** One thing seen in one frame. */
export type Detection = {
  readonly category: Category;
  /** Pixels of the analysed frame. */
  readonly box: Box;
  /** The model's score, 0..1; not a probability. */
  readonly score: number;
};
