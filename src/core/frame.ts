/** One analysed picture of a camera, without its pixels. */
export type Frame = {
  readonly cameraId: string;
  /** Changes whenever the stream was opened anew, changed size, or a file began again: tracks do not cross it. */
  readonly runId: string;
  readonly index: number;
  /** Capture time, UTC milliseconds. */
  readonly atMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
};
