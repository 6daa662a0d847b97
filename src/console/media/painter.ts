import type { LiveFrame, LiveHeader } from '../../contract/live.ts';

/** How the picture gets onto the screen, best first. */
export type LiveMode = 'webcodecs' | 'mse' | 'snapshot';

/** Turns coded frames into pictures on one canvas. Forgiving: a broken frame costs frames until the next key frame. */
export type Painter = {
  readonly mode: LiveMode;
  header(header: LiveHeader): void;
  accept(frame: LiveFrame): void;
  /** Frames passed over because the viewer was behind. */
  skipped(): number;
  close(): void;
};

export type PainterEvents = {
  /** A picture is on the canvas now. */
  drawn(capturedAtMs: number): void;
  /** This way of painting does not work here; the player tries the next. */
  failed(cause: unknown): void;
};

/** Draws a decoded picture over the whole canvas, whose size follows the picture. */
export function paint(
  canvas: HTMLCanvasElement,
  picture: CanvasImageSource,
  size: { readonly widthPx: number; readonly heightPx: number },
): void {
  if (canvas.width !== size.widthPx) canvas.width = size.widthPx;
  if (canvas.height !== size.heightPx) canvas.height = size.heightPx;
  canvas.getContext('2d', { alpha: false })?.drawImage(picture, 0, 0, size.widthPx, size.heightPx);
}
