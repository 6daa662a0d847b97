/** What shows one camera's recorded pictures on a canvas. */

export type Wish = {
  /** UTC ms. */
  readonly atMs: number;
  readonly speed: number;
  readonly isPlaying: boolean;
  readonly isKeysOnly: boolean;
};

export type ScreenState =
  /** The picture of the wished instant stands there, or one a little before it while playing. */
  | 'shown'
  /** On its way. */
  | 'waiting'
  /** Nothing is recorded there. */
  | 'gap'
  /** It cannot be fetched or shown; it is tried again. */
  | 'failed';

export type Screen = {
  readonly state: ScreenState;
  /** Capture time of the picture on the canvas, UTC ms; null: none yet. */
  readonly shownMs: number | null;
  /** How far the picture lies behind the one that should be there, beyond what a picture lasts; ms. */
  readonly behindMs: number;
  /** Said for every frame the browser draws. */
  wish(wish: Wish): void;
  close(): void;
};
