/** The only file of the simulation that names the video library: frames in, an H.264 film in an MP4 file out. */
import { Encoder, Muxer } from 'node-av/api';
import {
  AV_OPT_SEARCH_CHILDREN,
  AV_OPT_TYPE_STRING,
  AV_PIX_FMT_YUV420P,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Frame, Rational } from 'node-av/lib';

export type FilmWriter = {
  /** @param yuv planar 4:2:0 of the film's size, without padding. */
  write(yuv: Uint8Array): void;
  /** Writes what is still in the encoder and closes the file. */
  close(): void;
};

/** Opens `path` for a film; it is only playable after `close`. @throws when the file cannot be made. */
export async function openFilm(
  path: string,
  film: { readonly widthPx: number; readonly heightPx: number; readonly framesPerSecond: number },
): Promise<FilmWriter> {
  const { widthPx: width, heightPx: height, framesPerSecond } = film;
  const encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    gopSize: framesPerSecond * 2,
    maxBFrames: 0,
    threadCount: 1,
    // Without a frame rate x264 takes the time base for one and starves the picture of bits.
    configure: (context) => {
      context.framerate = new Rational(framesPerSecond, 1);
      context.timeBase = new Rational(1, framesPerSecond);
      // Not as `options`: a dictionary that meets the synchronous open is freed twice and corrupts the heap.
      for (const [name, value] of [
        ['preset', 'veryfast'],
        ['crf', '25'],
      ] as const) {
        context.setOption(name, value, AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN);
      }
    },
  });
  const muxer = await Muxer.open(path, { format: 'mp4', options: { movflags: '+faststart' } });
  const stream = muxer.addStream(encoder);
  let index = 0;
  const drain = (frame: Frame | null) => {
    for (const packet of encoder.packetsSync(frame)) {
      if (!packet) continue;
      muxer.writePacketSync(packet, stream);
      packet.free();
    }
  };
  return {
    write(yuv) {
      const frame = Frame.fromVideoBuffer(Buffer.from(yuv.buffer, yuv.byteOffset, yuv.byteLength), {
        width,
        height,
        format: AV_PIX_FMT_YUV420P,
        timeBase: { num: 1, den: framesPerSecond },
        pts: BigInt(index++),
      });
      try {
        drain(frame);
      } finally {
        frame.free();
      }
    },
    close() {
      drain(null);
      muxer.closeSync();
      encoder.close();
    },
  };
}
