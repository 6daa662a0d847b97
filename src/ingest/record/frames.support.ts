/** Masked frames as the live path makes them, for tests: encoded by the real encoder, at times that the test chooses. */
import { maskPicture } from '../mask.ts';
import { maskCells } from '../mask-cells.ts';
import { openEncoder } from '../video/encode.ts';
import type { MaskedFrame, MaskedRecorder } from './masked-recorder.ts';

export type Camera = {
  /** One picture: encoded, and given to the recorder. */
  show(recorder: MaskedRecorder, at: { readonly capturedAtMs: number; readonly tickMs: number }): MaskedFrame;
  close(): void;
};

/** @param noise 0..1: pictures that change more are larger. */
export function openCamera({ widthPx = 96, heightPx = 64, fps = 5, noise = 0.05 } = {}): Camera {
  const encoder = openEncoder({ widthPx, heightPx, fps });
  let step = 0;

  function picture() {
    step++;
    const y = new Uint8Array(widthPx * heightPx);
    for (let i = 0; i < y.length; i++) y[i] = 100 + ((i * 31 + step * 17 * (i % 7)) % 97) * noise;
    for (let row = 8; row < 24; row++)
      y.fill(220, row * widthPx + (step % 64), row * widthPx + (step % 64) + 16);
    const chroma = () => new Uint8Array((widthPx * heightPx) / 4).fill(128);
    return maskPicture({ widthPx, heightPx, y, u: chroma(), v: chroma() }, maskCells({ widthPx, heightPx }));
  }

  return {
    show: (recorder, { capturedAtMs, tickMs }) => {
      const { isKey, accessUnit } = encoder.encode(picture(), recorder.needsKey(capturedAtMs));
      const frame = { isKey, accessUnit, capturedAtMs, tickMs, widthPx, heightPx };
      recorder.write(frame);
      return frame;
    },
    close: () => encoder.close(),
  };
}
