/**
 * Where the picture differs from the empty place: one byte a cell, not 0 where something moves or stands. Row by row;
 * cells are spread evenly over the picture. No identity, no content; it lives as long as the frame.
 */
export type Foreground = {
  readonly columns: number;
  readonly rows: number;
  readonly cells: Uint8Array;
  /** Light or view changed everywhere, or the place is not known yet: the cells mean nothing. */
  readonly isUnsure: boolean;
};
