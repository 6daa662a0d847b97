/** Decodes pictures that are in memory already: what was sealed and is opened again. */
import './thread-pool.ts';
import { AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_FRAME_FLAG_CORRUPT, AV_LOG_QUIET } from 'node-av/constants';
import { Codec, CodecContext, Frame, Log, Packet } from 'node-av/lib';
import type { VideoCodec } from '../mp4/nal-units.ts';
import type { Rgb, Yuv420 } from '../picture.ts';
import { check, VideoError } from './decode-fault.ts';
import { FrameScaler } from './scale.ts';

/** Readable until the next one is asked for. */
export type DecodedPicture = {
  readonly atMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  toRgb(size: { widthPx: number; heightPx: number }): Rgb;
  toYuv420(size: { widthPx: number; heightPx: number }): Yuv420;
};

Log.setLevel(AV_LOG_QUIET);

export class PacketDecoder {
  readonly #decoder = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  readonly #scaler = new FrameScaler();

  /** @throws VideoError. */
  constructor(codec: VideoCodec) {
    const found = Codec.findDecoder(codec === 'h264' ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC);
    if (found === null) throw new VideoError('no-decoder', `no decoder for ${codec}`);
    this.#decoder.allocContext3(found);
    this.#decoder.pktTimebase = { num: 1, den: 1000 } as never;
    this.#decoder.threadCount = 1;
    check(this.#decoder.open2Sync(found, null), 'decoder');
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /**
   * @param annexB one access unit; parameter sets stand in front of key frames.
   * @param atMs whole number, another one for every picture: the decoder gives them back in order.
   */
  *decode(annexB: Uint8Array, atMs: number): Generator<DecodedPicture> {
    const packet = this.#packet;
    packet.data = Buffer.from(annexB.buffer, annexB.byteOffset, annexB.byteLength);
    packet.pts = BigInt(atMs);
    // A damaged packet is the decoder's to skip: the next key frame mends the picture.
    this.#decoder.sendPacketSync(packet);
    packet.unref();
    yield* this.#receive();
  }

  /** What is still inside. Nothing can be decoded afterwards. */
  *flush(): Generator<DecodedPicture> {
    this.#decoder.sendPacketSync(null);
    yield* this.#receive();
  }

  close(): void {
    this.#packet.free();
    this.#frame.free();
    this.#scaler.close();
    this.#decoder.freeContext();
  }

  *#receive(): Generator<DecodedPicture> {
    const frame = this.#frame;
    while (this.#decoder.receiveFrameSync(frame) === 0) {
      if (frame.width > 0 && !frame.hasFlags(AV_FRAME_FLAG_CORRUPT)) {
        yield {
          atMs: Number(frame.bestEffortTimestamp),
          widthPx: frame.width,
          heightPx: frame.height,
          toRgb: (size) => this.#scaler.toRgb(frame, size),
          toYuv420: (size) => this.#scaler.toYuv420(frame, size),
        };
      }
      frame.unref();
    }
  }
}
