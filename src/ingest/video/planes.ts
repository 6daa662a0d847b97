/** The native frame an encoder reads from, and the way a masked picture gets into it. */
import { Frame } from 'node-av/lib';
import type { MaskedPicture } from '../mask.ts';

/** What each sample of brightness and of colour becomes. */
export type SampleMap = { readonly luma: Uint8Array; readonly chroma: Uint8Array };

export class EncoderFrame {
  readonly frame = new Frame();
  /** Views of the native memory, which stays where it is while nobody else holds the frame. */
  #planes: readonly Uint8Array[] = [];

  /** @param pixelFormat of FFmpeg, planar 4:2:0. */
  constructor(pixelFormat: Frame['format'], size: { readonly widthPx: number; readonly heightPx: number }) {
    const { frame } = this;
    frame.alloc();
    frame.format = pixelFormat;
    frame.width = size.widthPx;
    frame.height = size.heightPx;
    if (frame.getBuffer() < 0) throw new Error('no memory for a picture');
  }

  /**
   * @param map the identity when left out.
   * @throws Error when the sizes differ or the frame has no memory.
   */
  write(picture: MaskedPicture, map?: SampleMap): void {
    const { frame } = this;
    if (frame.width !== picture.widthPx || frame.height !== picture.heightPx) {
      throw new Error(
        `a picture of ${picture.widthPx}x${picture.heightPx} given to an encoder of ${frame.width}x${frame.height}`,
      );
    }
    if (this.#planes.length === 0 || !frame.isWritable) {
      const made = frame.makeWritable();
      const planes = frame.data;
      if (made < 0 || planes === null) throw new Error('the native frame has no memory');
      this.#planes = planes;
    }
    const strides = frame.linesize;
    const chroma = { widthPx: picture.widthPx >> 1, heightPx: picture.heightPx >> 1 };
    copyPlane(picture.y, picture, this.#planes[0]!, strides[0]!, map?.luma);
    copyPlane(picture.u, chroma, this.#planes[1]!, strides[1]!, map?.chroma);
    copyPlane(picture.v, chroma, this.#planes[2]!, strides[2]!, map?.chroma);
  }

  free(): void {
    this.#planes = [];
    this.frame.free();
  }
}

/** Row by row: native rows may be padded. */
function copyPlane(
  from: Uint8Array,
  size: { readonly widthPx: number; readonly heightPx: number },
  to: Uint8Array,
  stride: number,
  map: Uint8Array | undefined,
): void {
  if (map === undefined && stride === size.widthPx) {
    to.set(from);
    return;
  }
  for (let y = 0; y < size.heightPx; y++) {
    const start = y * stride;
    const first = y * size.widthPx;
    if (map === undefined) {
      to.set(from.subarray(first, first + size.widthPx), start);
      continue;
    }
    for (let x = 0; x < size.widthPx; x++) to[start + x] = map[from[first + x]!]!;
  }
}
