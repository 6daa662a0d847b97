/** Scales decoded frames into memory that is used again for every picture. */
import { AV_PIX_FMT_GBRP, AV_PIX_FMT_YUV420P, SWS_BILINEAR } from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import type { Rgb, Yuv420 } from '../picture.ts';
import { check } from './decode-fault.ts';

export type Size = { readonly widthPx: number; readonly heightPx: number };

/** What the native scaler was set up for, and the native memory it writes to. */
type Setup = {
  readonly key: string;
  readonly context: SoftwareScaleContext;
  readonly frame: Frame;
  /** Views of the frame's memory: never given out, because nothing would keep them alive. */
  readonly planes: readonly Uint8Array[];
};

/**
 * One kind of picture of one reader. A buffer for each picture cost as much garbage collection as the decoding of a
 * quiet camera, and left holes in native memory: resident memory grew by a tenth in twenty minutes.
 */
class PictureScaler {
  readonly #pixelFormat: typeof AV_PIX_FMT_GBRP | typeof AV_PIX_FMT_YUV420P;
  #setup: Setup | null = null;
  #buffer = new ArrayBuffer(0);

  constructor(pixelFormat: typeof AV_PIX_FMT_GBRP | typeof AV_PIX_FMT_YUV420P) {
    this.#pixelFormat = pixelFormat;
  }

  /**
   * The planes, packed one after another, in a buffer that is used again: the next call takes it away. What was given
   * out before is empty from then on, so a masked picture kept too long never turns into the next clear one.
   * @throws VideoError.
   */
  scale(frame: Frame, size: Size): ArrayBuffer {
    const setup = this.#setupFor(frame, size);
    check(setup.context.scaleFrameSync(setup.frame, frame), 'scale');
    const byteCount = setup.planes.reduce((sum, plane) => sum + plane.length, 0);
    this.#buffer =
      this.#buffer.byteLength === byteCount ? this.#buffer.transfer() : new ArrayBuffer(byteCount);
    const bytes = new Uint8Array(this.#buffer);
    let offset = 0;
    for (const plane of setup.planes) {
      bytes.set(plane, offset);
      offset += plane.length;
    }
    return this.#buffer;
  }

  close(): void {
    this.#setup?.context.freeContext();
    this.#setup?.frame.free();
    this.#setup = null;
  }

  #setupFor({ width, height, format }: Frame, { widthPx, heightPx }: Size): Setup {
    const key = `${width}x${height} ${format} ${widthPx}x${heightPx}`;
    if (this.#setup?.key === key) return this.#setup;
    this.close();
    const frame = new Frame();
    frame.alloc();
    frame.width = widthPx;
    frame.height = heightPx;
    frame.format = this.#pixelFormat;
    // 1: no padding behind the rows.
    check(frame.getBuffer(1), 'scale');
    const context = new SoftwareScaleContext();
    // Sets up whole, whatever the library's page says: a second set-up by initContext loses 75 KB each time.
    context.getContext(width, height, format as never, widthPx, heightPx, this.#pixelFormat, SWS_BILINEAR);
    this.#setup = { key, context, frame, planes: (frame.data ?? []).filter((plane) => plane !== null) };
    return this.#setup;
  }
}

/** Both kinds of picture a reader gives. Each stays readable until the next one of its kind is made. */
export class FrameScaler {
  readonly #rgb = new PictureScaler(AV_PIX_FMT_GBRP);
  readonly #yuv = new PictureScaler(AV_PIX_FMT_YUV420P);

  /**
   * Plane by plane, as a network wants it: packed pixels took the scaler twice as long.
   * @throws VideoError.
   */
  toRgb(frame: Frame, size: Size): Rgb {
    const buffer = this.#rgb.scale(frame, size);
    const count = size.widthPx * size.heightPx;
    return {
      g: new Uint8Array(buffer, 0, count),
      b: new Uint8Array(buffer, count, count),
      r: new Uint8Array(buffer, 2 * count, count),
    };
  }

  /** @throws VideoError. */
  toYuv420(frame: Frame, size: Size): Yuv420 {
    const { widthPx, heightPx } = size;
    const buffer = this.#yuv.scale(frame, size);
    const luma = widthPx * heightPx;
    const chroma = Math.ceil(widthPx / 2) * Math.ceil(heightPx / 2);
    return {
      widthPx,
      heightPx,
      y: new Uint8Array(buffer, 0, luma),
      u: new Uint8Array(buffer, luma, chroma),
      v: new Uint8Array(buffer, luma + chroma, chroma),
    };
  }

  close(): void {
    this.#rgb.close();
    this.#yuv.close();
  }
}
