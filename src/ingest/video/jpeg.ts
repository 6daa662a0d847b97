/** Masked pictures to JPEG, for snapshots and alarms. No metadata: neither Exif nor comment. */

import {
  AV_CODEC_FLAG_BITEXACT,
  AV_CODEC_FLAG_QSCALE,
  AV_PIX_FMT_YUVJ420P,
  FF_ENCODER_MJPEG,
} from 'node-av/constants';
import { Codec, CodecContext, Packet, Rational } from 'node-av/lib';
import type { MaskedPicture } from '../mask.ts';
import { EncoderFrame } from './planes.ts';

export type JpegEncoder = {
  /** @throws Error when the encoder refuses the picture. */
  readonly encode: (picture: MaskedPicture) => Uint8Array;
  readonly close: () => void;
};

/** FFmpeg's quality scale, 1 (best) to 31. */
const quality = 5;
/** FF_QP2LAMBDA: FFmpeg counts quality in these units. */
const lambda = 118;

/** Video keeps luma in 16..235 and chroma in 16..240; JPEG uses 0..255. */
const fullRange = {
  luma: Uint8Array.from({ length: 256 }, (_, v) => Math.min(255, Math.max(0, ((v - 16) * 255) / 219))),
  chroma: Uint8Array.from({ length: 256 }, (_, v) =>
    Math.min(255, Math.max(0, ((v - 128) * 255) / 224 + 128)),
  ),
};

/** @throws Error when the encoder does not open. */
export function openJpegEncoder(size: { readonly widthPx: number; readonly heightPx: number }): JpegEncoder {
  const encoder = Codec.findEncoderByName(FF_ENCODER_MJPEG);
  if (encoder === null)
    throw new Error('this FFmpeg build has no JPEG encoder: reinstall the package node-av');
  const context = new CodecContext();
  context.allocContext3(encoder);
  context.width = size.widthPx;
  context.height = size.heightPx;
  context.pixelFormat = AV_PIX_FMT_YUVJ420P;
  context.timeBase = new Rational(1, 1);
  context.threadCount = 1;
  // Bit-exact leaves FFmpeg's own comment out of the file.
  context.setFlags(AV_CODEC_FLAG_BITEXACT, AV_CODEC_FLAG_QSCALE);
  context.globalQuality = quality * lambda;
  const opened = context.open2Sync(encoder);
  if (opened < 0) {
    context.freeContext();
    throw new Error(
      `the JPEG encoder did not open for ${size.widthPx}x${size.heightPx} (FFmpeg error ${opened})`,
    );
  }
  const target = new EncoderFrame(AV_PIX_FMT_YUVJ420P, size);
  const { frame } = target;
  frame.quality = quality * lambda;
  const packet = new Packet();
  packet.alloc();
  let index = 0n;
  let isClosed = false;

  function encode(picture: MaskedPicture): Uint8Array {
    if (isClosed) throw new Error('the JPEG encoder is closed');
    target.write(picture, fullRange);
    frame.pts = index++;
    const sent = context.sendFrameSync(frame);
    const received = sent < 0 ? sent : context.receivePacketSync(packet);
    if (received < 0 || packet.data === null) {
      throw new Error(`the JPEG encoder gave nothing for a picture (FFmpeg error ${received})`);
    }
    const jpeg = new Uint8Array(packet.data);
    packet.unref();
    return jpeg;
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    packet.free();
    target.free();
    context.freeContext();
  }

  return { encode, close };
}
