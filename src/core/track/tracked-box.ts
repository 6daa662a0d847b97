import type { Category } from '../detection.ts';
import type { Box } from '../geometry.ts';

/** One thing followed from frame to frame by its box alone: no appearance, so no way to know it again once lost. */
export type TrackedBox = {
  /** Lives and dies in the ingest process; never leaves it. */
  readonly id: number;
  readonly category: Category;
  /** Same unit as the detections given: pixels of the analysed frame. */
  readonly box: Box;
  readonly score: number;
  /** Seen often enough to count. Tentative tracks are masked but not measured. */
  readonly isConfirmed: boolean;
  /** Not matched in this frame: the box is predicted. */
  readonly isCoasting: boolean;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
};
