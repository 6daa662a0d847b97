/** What the picture itself says about the camera's fitness to measure: no content, only statistics. */
export type CameraSignal = {
  readonly atMs: number;
  /** False while no frame arrives: the other fields then repeat the last frame's. */
  readonly isConnected: boolean;
  /** Mean luma, 0..255. */
  readonly meanLuma: number;
  /** Standard deviation of luma, 0..255: near 0 for a covered lens. */
  readonly contrast: number;
  /** Variance of the Laplacian of luma: falls when the picture blurs. */
  readonly sharpness: number;
  /** Share of the picture that differs from the previous analysed frame by more than sensor noise, 0..1. Exactly 0 for a frozen encoder. */
  readonly changedShare: number;
  /** Correlation of the picture's edges with the reference view, 0..1; null until a reference exists. */
  readonly viewCorrelation: number | null;
  /** Frames dropped because analysis could not keep up, share of those due in the last 10 s, 0..1. */
  readonly droppedShare: number;
  /**
   * Share of cells whose brightness leaps away from the empty place for a single picture, in the calmest quarter of the
   * picture, 0..1: drops, flakes and insects do so everywhere, people, vehicles and trees only where they are. Over the last
   * seconds.
   */
  readonly restlessShare: number;
  /** How often the whole picture turns from getting brighter to getting darker or back, per second: a flickering lamp. */
  readonly swingsPerS: number;
  /**
   * How far the clock of the camera's stream, or of the machine, was off against a clock that cannot be set: the furthest
   * jump or drift of the last minute, ms, not negative. Null where nothing but one clock is known (films).
   */
  readonly clockErrorMs: number | null;
};
