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
};
