/** Where the movement of texture is to be looked for in the next picture: places of one zone. */
export type FlowAsk = {
  readonly zoneId: string;
  /** x and y of each place in turn, fractions of the picture. */
  readonly points: Float32Array;
  /** About a shoulder's width there, in the middle of the places: fraction of the picture's width. */
  readonly windowShare: number;
};

/**
 * How far the texture at each place has moved between two pictures: no thing, nobody told apart, and no picture in it. It
 * lives as long as the frame.
 */
export type FlowField = {
  readonly zoneId: string;
  /** From the picture before, ms, above 0. */
  readonly intervalMs: number;
  /** x and y for each place asked, in its order, fractions of the picture; NaN where the texture does not tell. */
  readonly moved: Float32Array;
};
