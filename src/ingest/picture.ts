/** A decoded frame in the ingest process's memory. Clear pixels: nothing here may be written, sent or logged. */

/** Planar 4:2:0, one byte a sample, no padding: stride = width (luma), ceil(width / 2) (chroma). Width and height are even. */
export type Yuv420 = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
};

/** Three colours, one byte a sample, stride = width. */
export type Rgb = { readonly r: Uint8Array; readonly g: Uint8Array; readonly b: Uint8Array };

export type Picture = {
  /** Capture time, UTC ms (files: start of the run + media time). */
  readonly atMs: number;
  /** A new run: the stream was opened anew, looped, or changed size. */
  readonly runId: string;
  readonly index: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Stretched to the size asked for. Read it at once: the source's next picture takes the memory back. */
  toRgb(size: { widthPx: number; heightPx: number }): Rgb;
  /** Stretched to the size asked for. Taken back, and empty, when the source's next picture is made. */
  toYuv420(size: { widthPx: number; heightPx: number }): Yuv420;
  /** Releases the native frame; the picture is dead afterwards. Must be called exactly once. */
  free(): void;
};
