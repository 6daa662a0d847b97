/** FFmpeg's encoders as tests use them: quick, on one thread, with key frames where they were asked for and nowhere else. */
import { Encoder, type Encoder as EncoderType } from 'node-av/api';
import {
  AV_OPT_SEARCH_CHILDREN,
  AV_OPT_TYPE_STRING,
  FF_ENCODER_LIBX264,
  FF_ENCODER_LIBX265,
} from 'node-av/constants';
import { Rational } from 'node-av/lib';

export type FilmEncoderOptions = {
  readonly codec?: 'h264' | 'h265' | undefined;
  readonly fps: number;
  /** Frames from key frame to key frame; default: a second of them. */
  readonly gop?: number | undefined;
  /** Frames that refer to later ones. */
  readonly bFrames?: number | undefined;
  /** Constant rate factor: 0 is without loss. Default: the encoder's own. */
  readonly quality?: number | undefined;
  /** Bits a second, held to within a second; instead of a quality. */
  readonly bitRate?: number | undefined;
  /** More of libx264's or libx265's own options. */
  readonly own?: Readonly<Record<string, string>> | undefined;
};

export function openFilmEncoder(options: FilmEncoderOptions): Promise<EncoderType> {
  const { codec = 'h264', fps, quality, gop = fps, bFrames = 0, bitRate, own = {} } = options;
  const isH264 = codec === 'h264';
  return Encoder.create(isH264 ? FF_ENCODER_LIBX264 : FF_ENCODER_LIBX265, {
    gopSize: gop,
    maxBFrames: bFrames,
    threadCount: 1,
    context: { framerate: new Rational(fps, 1), timeBase: new Rational(1, fps) },
    // Not by `options`: the library's dictionary would be freed twice, which ends the process at some later time.
    configure(context) {
      const set = (name: string, value: string | number) =>
        context.setOption(name, String(value), AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN);
      set('preset', 'ultrafast');
      if (quality !== undefined) set('crf', quality);
      if (bitRate !== undefined) for (const name of ['b', 'maxrate', 'bufsize']) set(name, bitRate);
      const everyKey = `keyint=${gop}:min-keyint=${gop}:scenecut=0:open-gop=0`;
      if (isH264) set('x264-params', 'scenecut=0');
      else set('x265-params', `log-level=none:${everyKey}:bframes=${bFrames}`);
      for (const [name, value] of Object.entries(own)) set(name, value);
    },
  });
}
