/** Decodes what the encoders made, for tests: whoever may see the masked stream sees exactly this. */
import { AV_PICTURE_TYPE_B, AV_PICTURE_TYPE_I, FF_DECODER_H264, FF_DECODER_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet } from 'node-av/lib';
import type { Yuv420 } from '../picture.ts';

export type Decoded = Yuv420 & { readonly kind: 'I' | 'P' | 'B' };

export function decodeAccessUnits(units: readonly Uint8Array[]): Decoded[] {
  return decode(FF_DECODER_H264, units);
}

export function decodeJpeg(jpeg: Uint8Array): Decoded {
  return decode(FF_DECODER_MJPEG, [jpeg])[0]!;
}

function decode(
  name: Parameters<typeof Codec.findDecoderByName>[0],
  units: readonly Uint8Array[],
): Decoded[] {
  const decoder = Codec.findDecoderByName(name)!;
  const context = new CodecContext();
  context.allocContext3(decoder);
  context.threadCount = 1;
  context.open2Sync(decoder);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  const pictures: Decoded[] = [];
  const drain = () => {
    while (context.receiveFrameSync(frame) >= 0) pictures.push(read(frame));
  };
  for (const unit of units) {
    packet.data = Buffer.from(unit);
    if (context.sendPacketSync(packet) < 0) throw new Error('the decoder refused an access unit');
    packet.unref();
    drain();
  }
  context.sendPacketSync(null);
  drain();
  packet.free();
  frame.free();
  context.freeContext();
  return pictures;
}

function read(frame: Frame): Decoded {
  const { width, height } = frame;
  const planes = frame.data!;
  const strides = frame.linesize;
  const plane = (i: number, w: number, h: number) => {
    const out = new Uint8Array(w * h);
    for (let row = 0; row < h; row++)
      out.set(planes[i]!.subarray(row * strides[i]!, row * strides[i]! + w), row * w);
    return out;
  };
  const kind = frame.pictType === AV_PICTURE_TYPE_I ? 'I' : frame.pictType === AV_PICTURE_TYPE_B ? 'B' : 'P';
  return {
    widthPx: width,
    heightPx: height,
    y: plane(0, width, height),
    u: plane(1, width / 2, height / 2),
    v: plane(2, width / 2, height / 2),
    kind,
  };
}
