/** Copies a masked picture into a native frame, row by row: native rows are padded. */
import type { Frame } from 'node-av/lib';
import type { MaskedPicture } from '../mask.ts';

/**
 * @param map replaces each luma and each chroma sample; the identity when left out.
 * @throws Error when the sizes differ or the frame has no memory.
 */
export function copyPicture(
  picture: MaskedPicture,
  frame: Frame,
  map?: { readonly luma: Uint8Array; readonly chroma: Uint8Array },
): void {
  if (frame.width !== picture.widthPx || frame.height !== picture.heightPx) {
    throw new Error(
      `a picture of ${picture.widthPx}x${picture.heightPx} given to an encoder of ${frame.width}x${frame.height}`,
    );
  }
  const made = frame.makeWritable();
  const planes = frame.data;
  if (made < 0 || planes === null) throw new Error('the native frame has no memory');
  const strides = frame.linesize;
  const chroma = { widthPx: picture.widthPx >> 1, heightPx: picture.heightPx >> 1 };
  copyPlane(picture.y, picture, planes[0]!, strides[0]!, map?.luma);
  copyPlane(picture.u, chroma, planes[1]!, strides[1]!, map?.chroma);
  copyPlane(picture.v, chroma, planes[2]!, strides[2]!, map?.chroma);
}

function copyPlane(
  from: Uint8Array,
  size: { readonly widthPx: number; readonly heightPx: number },
  to: Uint8Array,
  stride: number,
  map: Uint8Array | undefined,
): void {
  for (let y = 0; y < size.heightPx; y++) {
    const row = from.subarray(y * size.widthPx, (y + 1) * size.widthPx);
    if (map === undefined) {
      to.set(row, y * stride);
      continue;
    }
    const start = y * stride;
    for (let x = 0; x < size.widthPx; x++) to[start + x] = map[row[x]!]!;
  }
}
