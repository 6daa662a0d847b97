/** Opens a video and turns its packets into frames. With its siblings in this folder the only code that names the video library. */
import './thread-pool.ts';
import {
  AV_CODEC_FLAG_LOW_DELAY,
  AV_FRAME_FLAG_CORRUPT,
  AV_LOG_QUIET,
  AV_NOPTS_VALUE,
  AVERROR_EOF,
} from 'node-av/constants';
import { Codec, CodecContext, type FormatContext, Frame, Log, Packet, type Stream } from 'node-av/lib';
import type { Rgb, Yuv420 } from '../picture.ts';
import { check, isAgain, VideoError } from './decode-fault.ts';
import { codecName, openFormat, type VideoInput } from './open-format.ts';
import { FrameScaler } from './scale.ts';

/** One decoded frame; owns native memory until `free`. */
export type DecodedFrame = {
  /** Presentation time by the stream's own clock, ms, any origin; null when the stream gives none. */
  readonly mediaMs: number | null;
  /** Wall time at which the packet that held it had arrived, UTC ms. */
  readonly arrivedMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Both stay readable until the reader makes the next of their kind, of whatever frame; then they are empty. */
  toRgb(size: { widthPx: number; heightPx: number }): Rgb;
  toYuv420(size: { widthPx: number; heightPx: number }): Yuv420;
  /** Exactly once. */
  free(): void;
};

// The library would print addresses, credentials included, on standard error.
Log.setLevel(AV_LOG_QUIET);

/**
 * A video opened for reading. One reader, one caller: `read` until it says 'end', then `close`.
 * `interrupt` may be called at any time and makes a pending call return.
 */
export class VideoReader {
  readonly codec: string;
  /** As the container says it; null when it does not. */
  readonly sourceFps: number | null;
  readonly durationMs: number | null;
  decodeMs = 0;
  readonly #format: FormatContext;
  readonly #decoder: CodecContext;
  readonly #stream: { index: number; msPerTick: number };
  readonly #packet = new Packet();
  /** Native frames to receive into: one for each picture held at the same time. */
  readonly #spare: Frame[] = [];
  readonly #scaler = new FrameScaler();
  readonly #nowMs: () => number;
  readonly #arrivals = new Map<bigint, number>();
  #heldFrames = 0;
  #isDraining = false;
  #isClosed = false;

  private constructor(format: FormatContext, stream: Stream, decoder: CodecContext, nowMs: () => number) {
    this.#format = format;
    this.#decoder = decoder;
    this.#nowMs = nowMs;
    const tick = stream.timeBase;
    this.#stream = { index: stream.index, msPerTick: (1000 * tick.num) / tick.den };
    this.codec = codecName(stream);
    this.sourceFps = ratio(stream.avgFrameRate) ?? ratio(stream.rFrameRate);
    this.durationMs =
      stream.duration > 0n
        ? Number(stream.duration) * this.#stream.msPerTick
        : format.duration > 0n
          ? Number(format.duration) / 1_000
          : null;
    this.#packet.alloc();
  }

  /** @throws VideoError. */
  static async open(input: VideoInput, nowMs: () => number, signal: AbortSignal): Promise<VideoReader> {
    const { format, stream } = await openFormat(input, signal);
    try {
      return new VideoReader(format, stream, openDecoder(stream, input.kind === 'rtsp'), nowMs);
    } catch (error) {
      await format.closeInput();
      throw error;
    }
  }

  /**
   * Reads one packet. Most packets of a camera hold one frame; an array may be empty.
   * @returns 'end' after the last frame of a file or when the server ended the stream.
   * @throws VideoError.
   */
  async read(): Promise<DecodedFrame[] | 'end'> {
    if (this.#isDraining) return 'end';
    const code = await this.#format.readFrame(this.#packet);
    if (isAgain(code)) return [];
    if (code === AVERROR_EOF) {
      this.#isDraining = true;
      this.#decoder.sendPacketSync(null);
      const last = this.#receive();
      return last.length > 0 ? last : 'end';
    }
    check(code, 'read');
    try {
      if (this.#packet.streamIndex !== this.#stream.index || this.#packet.size === 0) return [];
      this.#remember(this.#packet);
      const startMs = performance.now();
      // A damaged packet is the decoder's to skip: the next key frame mends the picture.
      this.#decoder.sendPacketSync(this.#packet);
      const frames = this.#receive();
      this.decodeMs += performance.now() - startMs;
      return frames;
    } finally {
      this.#packet.unref();
    }
  }

  interrupt(): void {
    if (!this.#isClosed) this.#format.interrupt();
  }

  /** Only between two reads. Frames still held stay whole until they are freed. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#packet.free();
    this.#decoder.freeContext();
    this.#releaseWhenUnused();
    await this.#format.closeInput();
  }

  #receive(): DecodedFrame[] {
    const frames: DecodedFrame[] = [];
    for (;;) {
      const frame = this.#spare.pop() ?? newFrame();
      const isReceived = this.#decoder.receiveFrameSync(frame) === 0;
      // What a damaged packet left is no picture: half of it may be from another time.
      if (isReceived && frame.width > 0 && !frame.hasFlags(AV_FRAME_FLAG_CORRUPT)) {
        frames.push(this.#decoded(frame));
        continue;
      }
      frame.unref();
      this.#spare.push(frame);
      if (!isReceived) return frames;
    }
  }

  /** Reordering decoders give a frame later than its packet; its capture time is the packet's. */
  #remember(packet: Packet): void {
    if (packet.pts === AV_NOPTS_VALUE) return;
    this.#arrivals.set(packet.pts, this.#nowMs());
    if (this.#arrivals.size > 64) this.#arrivals.delete(this.#arrivals.keys().next().value!);
  }

  #decoded(frame: Frame): DecodedFrame {
    const pts = frame.bestEffortTimestamp;
    const arrivedMs = this.#arrivals.get(pts) ?? this.#nowMs();
    this.#arrivals.delete(pts);
    this.#heldFrames++;
    let isFree = false;
    const held = () => {
      // The native frame may hold another picture by now.
      if (isFree) throw new Error('a picture was used after it was freed');
      return frame;
    };
    return {
      mediaMs: pts === AV_NOPTS_VALUE ? null : Number(pts) * this.#stream.msPerTick,
      arrivedMs,
      widthPx: frame.width,
      heightPx: frame.height,
      toRgb: (size) => this.#scaler.toRgb(held(), size),
      toYuv420: (size) => this.#scaler.toYuv420(held(), size),
      free: () => {
        held().unref();
        isFree = true;
        this.#spare.push(frame);
        this.#heldFrames--;
        this.#releaseWhenUnused();
      },
    };
  }

  #releaseWhenUnused(): void {
    if (!this.#isClosed || this.#heldFrames > 0) return;
    this.#scaler.close();
    for (const frame of this.#spare.splice(0)) frame.free();
  }
}

function newFrame(): Frame {
  const frame = new Frame();
  frame.alloc();
  return frame;
}

function openDecoder(stream: Stream, isLive: boolean): CodecContext {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (!codec) throw new VideoError('no-decoder', `no decoder for ${codecName(stream)}`);
  const context = new CodecContext();
  context.allocContext3(codec);
  try {
    check(context.parametersToContext(stream.codecpar), 'decoder');
    context.pktTimebase = stream.timeBase;
    // More threads cost more CPU in sum, and several cameras share the cores anyway.
    context.threadCount = 1;
    if (isLive) context.setFlags(AV_CODEC_FLAG_LOW_DELAY);
    check(context.open2Sync(codec, null), 'decoder');
    return context;
  } catch (error) {
    context.freeContext();
    throw error;
  }
}

function ratio({ num, den }: { num: number; den: number }): number | null {
  return num > 0 && den > 0 ? num / den : null;
}
