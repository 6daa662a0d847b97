import type { Box } from './geometry.ts';

/** A part of the picture that looks different from the empty place and has stopped changing. */
export type StillRegion = {
  /** The same as long as the region stays; lives and dies in the ingest process. */
  readonly id: number;
  /** Pixels of the analysed frame. */
  readonly box: Box;
  /** Since when it has not changed, UTC ms. */
  readonly sinceMs: number;
  /** Something came (its edges were not there before), something went (the place shows less edge than before), or not known. */
  readonly look: 'appeared' | 'vanished' | 'unknown';
};
