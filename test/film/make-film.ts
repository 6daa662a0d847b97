/** Short films drawn by a test, so that no test needs footage of people. */
import { Muxer } from 'node-av/api';
import { AV_LOG_QUIET, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV444P } from 'node-av/constants';
import { Frame, Log } from 'node-av/lib';
import { openFilmEncoder } from './film-encoder.ts';

Log.setLevel(AV_LOG_QUIET);

export type FilmOptions = {
  readonly codec?: 'h264' | 'h265';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps?: number;
  readonly frames: number;
  /** Frames from key frame to key frame. */
  readonly gop?: number;
  /** Frames that refer to later ones; cameras send none. */
  readonly bFrames?: number;
  /** Constant rate factor: 0 is without loss. */
  readonly quality?: number;
  /** Fills one picture, packed RGB, which still holds the one before. Default: a grey picture with a moving square. */
  readonly draw?: (rgb: Uint8Array, index: number) => void;
};

/** Writes a film; the ending of the path says the container (.mp4, .mkv, .avi, .ts, or bare .h264, .h265). */
export async function makeFilm(path: string, options: FilmOptions): Promise<void> {
  const { widthPx, heightPx, frames } = options;
  const fps = options.fps ?? 10;
  const draw = options.draw ?? movingSquare(widthPx, heightPx);
  const { codec, gop, bFrames, quality = 20 } = options;
  const encoder = await openFilmEncoder({ codec, fps, gop, bFrames, quality });
  const muxer = await Muxer.open(path);
  const stream = muxer.addStream(encoder);
  const rgb = new Uint8Array(3 * widthPx * heightPx);
  const format = isEven(options) ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUV444P;
  const timeBase = { num: 1, den: fps };
  const write = (packets: Iterable<Parameters<typeof muxer.writePacketSync>[0]>) => {
    for (const packet of packets) {
      if (!packet) continue;
      muxer.writePacketSync(packet, stream);
      packet.free();
    }
  };
  for (let index = 0; index < frames; index++) {
    draw(rgb, index);
    const properties = { width: widthPx, height: heightPx, format, timeBase, pts: BigInt(index) };
    const frame = Frame.fromVideoBuffer(toYuv(rgb, options), properties);
    write(encoder.encodeAllSync(frame));
    frame.free();
  }
  write(encoder.flushPacketsSync());
  await muxer.close();
  encoder.close();
}

/** A square of a sixth of the height that walks over a grey ground and leaves no doubt which frame is which. */
export function movingSquare(widthPx: number, heightPx: number): (rgb: Uint8Array, index: number) => void {
  const side = Math.max(1, Math.floor(heightPx / 6));
  return (rgb, index) => {
    rgb.fill(96);
    const left = (index * 3) % Math.max(1, widthPx - side);
    for (let y = 0; y < side; y++) {
      const row = 3 * ((Math.floor(heightPx / 3) + y) * widthPx + left);
      rgb.fill(230, row, row + 3 * Math.min(side, widthPx));
    }
  };
}

/** Even sizes become 4:2:0 as cameras send it; odd ones need 4:4:4. BT.601, video range. */
function toYuv(rgb: Uint8Array, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Buffer {
  const step = isEven({ widthPx, heightPx }) ? 2 : 1;
  const luma = widthPx * heightPx;
  const chroma = luma / (step * step);
  const yuv = Buffer.alloc(luma + 2 * chroma);
  let to = luma;
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at += 3) {
      const [r, g, b] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
      yuv[y * widthPx + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (x % step !== 0 || y % step !== 0) continue;
      yuv[to] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      yuv[to + chroma] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
      to++;
    }
  }
  return yuv;
}

function isEven({ widthPx, heightPx }: { widthPx: number; heightPx: number }): boolean {
  return widthPx % 2 === 0 && heightPx % 2 === 0;
}
