/** What a live picture in the console shows and says of itself. */
import type { Locator } from 'playwright-core';
import { until } from '../support/app.ts';
import { guardMs } from './browser.ts';
import type { Luma } from './clear-film.ts';

/** The browser's own, as far as it is used here: these functions run in the page. */
declare const OffscreenCanvas: new (
  widthPx: number,
  heightPx: number,
) => {
  getContext(
    kind: '2d',
    options: { willReadFrequently: boolean },
  ): {
    drawImage(source: unknown, x: number, y: number): void;
    getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
  };
};
type Shown = {
  readonly width: number;
  readonly height: number;
  readonly naturalWidth?: number;
  readonly naturalHeight?: number;
};

export async function framesDrawn(canvas: Locator): Promise<number> {
  return Number((await canvas.getAttribute('data-frames')) ?? 0);
}

/** Resolves once so many more frames were drawn. */
export async function untilDrawn(canvas: Locator, more: number): Promise<void> {
  const before = await framesDrawn(canvas);
  let last = before;
  await until(
    async () => {
      last = await framesDrawn(canvas);
      return last >= before + more;
    },
    guardMs,
    () => `${more} more frames on the canvas: ${before}, then ${last}`,
  );
}

/** Brightness of a canvas or picture, pixel by pixel. */
export async function lumaOf(element: Locator): Promise<Luma> {
  const { widthPx, heightPx, text } = await element.evaluate((shown) => {
    const source = shown as unknown as Shown;
    const widthPx = source.naturalWidth ?? source.width;
    const heightPx = source.naturalHeight ?? source.height;
    const pen = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
    pen.drawImage(source, 0, 0);
    const { data } = pen.getImageData(0, 0, widthPx, heightPx);
    const parts: string[] = [];
    for (let row = 0; row < heightPx; row++) {
      const line = new Uint8Array(widthPx);
      for (let x = 0, at = row * widthPx * 4; x < widthPx; x++, at += 4)
        line[x] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      parts.push(String.fromCharCode(...line));
    }
    return { widthPx, heightPx, text: btoa(parts.join('')) };
  });
  return { widthPx, heightPx, y: new Uint8Array(Buffer.from(text, 'base64')) };
}
