/** What custodians decided to show: boxes of the clear picture, put back over its masked copy for their time. */
import type { LiftedBox } from '../contract/vault.ts';
import type { MaskedPicture } from '../ingest/mask.ts';
import type { Yuv420 } from '../ingest/picture.ts';

/** Sides in pixels of the picture, all even: colour has half of them. */
type Patch = { readonly x: number; readonly y: number; readonly width: number; readonly clear: Yuv420 };

/** Boxes of this moment. */
export function liftedAt(boxes: readonly LiftedBox[], atMs: number): readonly LiftedBox[] {
  return boxes.filter(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
}

/** Copies of the boxes, outward to whole pairs of pixels. */
export function cutOut(picture: Yuv420, boxes: readonly LiftedBox[]): Patch[] {
  return boxes.map(({ box }) => patchOf(picture, box)).filter(({ clear }) => clear.y.length > 0);
}

/** Over the masked picture, in place; the copies are zeroed. */
export function putBack(masked: MaskedPicture, patches: readonly Patch[]): void {
  for (const { x, y, width, clear } of patches) {
    paste(masked.y, masked.widthPx, clear.y, { x, y, width });
    const half = { x: x / 2, y: y / 2, width: width / 2 };
    paste(masked.u, Math.ceil(masked.widthPx / 2), clear.u, half);
    paste(masked.v, Math.ceil(masked.widthPx / 2), clear.v, half);
    for (const plane of [clear.y, clear.u, clear.v]) plane.fill(0);
  }
}

function patchOf(picture: Yuv420, box: LiftedBox['box']): Patch {
  const { widthPx, heightPx } = picture;
  const x = evenWithin(Math.floor((box.x * widthPx) / 2) * 2, widthPx);
  const y = evenWithin(Math.floor((box.y * heightPx) / 2) * 2, heightPx);
  const width = evenWithin(Math.ceil(((box.x + box.width) * widthPx) / 2) * 2, widthPx) - x;
  const height = evenWithin(Math.ceil(((box.y + box.height) * heightPx) / 2) * 2, heightPx) - y;
  const chromaStride = Math.ceil(widthPx / 2);
  const clear = {
    widthPx: width,
    heightPx: height,
    y: crop(picture.y, widthPx, { x, y, width, height }),
    u: crop(picture.u, chromaStride, { x: x / 2, y: y / 2, width: width / 2, height: height / 2 }),
    v: crop(picture.v, chromaStride, { x: x / 2, y: y / 2, width: width / 2, height: height / 2 }),
  };
  return { x, y, width, clear };
}

function evenWithin(side: number, limit: number): number {
  return Math.min(Math.max(0, side), limit);
}

function crop(
  plane: Uint8Array,
  stride: number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Uint8Array {
  if (width <= 0 || height <= 0) return new Uint8Array(0);
  const copy = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * stride + x;
    copy.set(plane.subarray(from, from + width), row * width);
  }
  return copy;
}

function paste(
  plane: Uint8Array,
  stride: number,
  copy: Uint8Array,
  { x, y, width }: { x: number; y: number; width: number },
): void {
  for (let row = 0; row * width < copy.length; row++) {
    plane.set(copy.subarray(row * width, (row + 1) * width), (y + row) * stride + x);
  }
}
