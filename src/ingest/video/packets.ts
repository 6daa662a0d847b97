/** Reads a video's packets as they come and decodes nothing. */
import { AV_LOG_QUIET, AV_NOPTS_VALUE, AVERROR_EOF } from 'node-av/constants';
import { type FormatContext, Log, Packet, type Stream } from 'node-av/lib';
import { check, isAgain } from './decode-fault.ts';
import { codecName, openFormat, type VideoInput } from './open-format.ts';

/** One access unit. */
export type EncodedPicture = {
  readonly isKey: boolean;
  /** Presentation and decoding time by the stream's own clock, 90 kHz, any origin; null when the stream gives none. */
  readonly ptsTicks: number | null;
  readonly dtsTicks: number | null;
  /** As the stream carries it: Annex B from cameras, four-byte lengths from MP4 files. The caller's own copy. */
  readonly bytes: Uint8Array;
};

// The library would print addresses, credentials included, on standard error.
Log.setLevel(AV_LOG_QUIET);

/** One reader, one caller: `read` until it says 'end', then `close`. `interrupt` may be called at any time. */
export class PacketReader {
  /** h264, h265, or another that cannot be recorded. */
  readonly codec: string;
  /** Parameter sets as the stream's description gives them; empty when it does not. */
  readonly extradata: Uint8Array;
  readonly #format: FormatContext;
  readonly #index: number;
  readonly #ticksPerUnit: number;
  readonly #packet = new Packet();
  #isClosed = false;

  private constructor(format: FormatContext, stream: Stream) {
    this.#format = format;
    this.#index = stream.index;
    this.#ticksPerUnit = (90_000 * stream.timeBase.num) / stream.timeBase.den;
    this.codec = codecName(stream);
    this.extradata = new Uint8Array(stream.codecpar.extradata ?? []);
    this.#packet.alloc();
  }

  /** @throws VideoError. */
  static async open(input: VideoInput, signal: AbortSignal): Promise<PacketReader> {
    const { format, stream } = await openFormat(input, signal);
    return new PacketReader(format, stream);
  }

  /** @returns null where nothing came that is a picture. @throws VideoError. */
  async read(): Promise<EncodedPicture | null | 'end'> {
    const packet = this.#packet;
    const code = await this.#format.readFrame(packet);
    if (isAgain(code)) return null;
    if (code === AVERROR_EOF) return 'end';
    check(code, 'read');
    try {
      const { data } = packet;
      if (packet.streamIndex !== this.#index || data === null || data.length === 0) return null;
      return {
        isKey: packet.isKeyframe,
        ptsTicks: this.#ticks(packet.pts),
        dtsTicks: this.#ticks(packet.dts),
        bytes: new Uint8Array(data),
      };
    } finally {
      packet.unref();
    }
  }

  interrupt(): void {
    if (!this.#isClosed) this.#format.interrupt();
  }

  /** Only between two reads. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#packet.free();
    await this.#format.closeInput();
  }

  #ticks(time: bigint): number | null {
    return time === AV_NOPTS_VALUE ? null : Math.round(Number(time) * this.#ticksPerUnit);
  }
}
