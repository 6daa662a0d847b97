/** Masked pictures to H.264 that a browser decodes at once: constrained baseline, no B frames, Annex B. */
import {
  AV_LOG_QUIET,
  AV_OPT_SEARCH_CHILDREN,
  AV_OPT_TYPE_STRING,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVERROR_EAGAIN,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Codec, CodecContext, Log, Packet, Rational } from 'node-av/lib';
import type { MaskedPicture } from '../mask.ts';
import { codecOfAccessUnit } from './h264-codec.ts';
import { EncoderFrame } from './planes.ts';

// The library logs on standard error by itself; what matters comes as return values.
Log.setLevel(AV_LOG_QUIET);

export type EncodedFrame = {
  readonly isKey: boolean;
  /** One access unit, Annex B; SPS and PPS stand in front of every key frame. */
  readonly accessUnit: Uint8Array;
};

export type MaskedEncoder = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RFC 6381, known once the first frame is encoded. */
  readonly codec: () => string | null;
  /** @param needsKey makes this frame a key frame. @throws Error when the encoder refuses the picture. */
  readonly encode: (picture: MaskedPicture, needsKey?: boolean) => EncodedFrame;
  readonly close: () => void;
};

export type EncoderSettings = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Rate of the analysed pictures; 0.5 to 30. */
  readonly fps: number;
};

/** Seconds between key frames: a viewer who joins waits at most this long. */
const keyIntervalS = 2;

const x264Options = {
  // Without scene cuts, too: the key frames a viewer waits for stay where they are.
  preset: 'ultrafast',
  tune: 'zerolatency',
  profile: 'baseline',
  crf: '26',
  'forced-idr': '1',
};

/** @throws Error when the encoder does not open. */
export function openEncoder(settings: EncoderSettings): MaskedEncoder {
  const { widthPx, heightPx } = settings;
  const context = openContext(settings);
  const target = new EncoderFrame(AV_PIX_FMT_YUV420P, settings);
  const { frame } = target;
  const packet = new Packet();
  packet.alloc();
  let index = 0n;
  let codec: string | null = null;
  let isClosed = false;

  function encode(picture: MaskedPicture, needsKey = false): EncodedFrame {
    if (isClosed) throw new Error('the encoder is closed');
    target.write(picture);
    frame.pts = index++;
    frame.pictType = needsKey ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    const sent = context.sendFrameSync(frame);
    if (sent < 0) throw new Error(`the H.264 encoder refused a picture (FFmpeg error ${sent})`);
    const received = context.receivePacketSync(packet);
    // Zero latency: one picture in, one access unit out.
    if (received < 0 || packet.data === null) {
      throw new Error(
        `the H.264 encoder gave no frame for a picture (FFmpeg ${received === AVERROR_EAGAIN ? 'wants more' : `error ${received}`})`,
      );
    }
    const accessUnit = new Uint8Array(packet.data);
    const isKey = packet.isKeyframe;
    packet.unref();
    if (isKey) codec = codecOfAccessUnit(accessUnit) ?? codec;
    return { isKey, accessUnit };
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    packet.free();
    target.free();
    context.freeContext();
  }

  return { widthPx, heightPx, codec: () => codec, encode, close };
}

function openContext({ widthPx, heightPx, fps }: EncoderSettings): CodecContext {
  const encoder = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (encoder === null) throw new Error('this FFmpeg build has no libx264: reinstall the package node-av');
  const context = new CodecContext();
  context.allocContext3(encoder);
  context.width = widthPx;
  context.height = heightPx;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  // x264 takes the time base for the rate when none is set, and then spends a second's bits on every frame.
  const rate = rationalRate(fps);
  context.framerate = new Rational(rate.num, rate.den);
  context.timeBase = new Rational(rate.den, rate.num);
  context.gopSize = Math.max(1, Math.round(fps * keyIntervalS));
  context.maxBFrames = 0;
  context.threadCount = 1;
  // Quality decides, the ceiling holds on crowded pictures: about 0.1 bit a pixel, 115 kbit/s at 640x360 and 5/s.
  const maxRate = Math.round(Math.max(150_000, widthPx * heightPx * Math.max(fps, 2) * 0.35));
  context.rcMaxRate = BigInt(maxRate);
  context.rcBufferSize = maxRate * 2;
  // Set one by one: a dictionary given to open2Sync is freed twice in this build and corrupts the heap.
  for (const [name, value] of Object.entries(x264Options)) {
    const set = context.setOption(name, value, AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN);
    if (set < 0) throw new Error(`libx264 does not know the option ${name}=${value} (FFmpeg error ${set})`);
  }
  const opened = context.open2Sync(encoder);
  if (opened < 0) {
    context.freeContext();
    throw new Error(`the H.264 encoder did not open for ${widthPx}x${heightPx} (FFmpeg error ${opened})`);
  }
  return context;
}

/** 12.5 -> 25/2: rates are halves and thirds of small numbers. */
function rationalRate(fps: number): { num: number; den: number } {
  for (const den of [1, 2, 3, 4, 1001]) {
    const num = Math.round(fps * den);
    if (Math.abs(num / den - fps) < 1e-3) return { num, den };
  }
  return { num: Math.round(fps * 1000), den: 1000 };
}
