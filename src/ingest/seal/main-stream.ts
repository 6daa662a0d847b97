/** A camera's main stream as timed pictures, never decoded: what was opened, until it ends or breaks. */
import type { Mp4Settings } from '../mp4/fragmented-mp4.ts';
import { isSameSets, type ParameterSets, parameterSetsOf, type VideoCodec } from '../mp4/nal-units.ts';
import { pictureSizeOf } from '../mp4/picture-size.ts';
import { storedSets } from '../mp4/stored-sets.ts';
import type { TimedSample } from '../record/part-maker.ts';
import type { SourceAddress } from '../source-address.ts';
import { ArrivalClock, FilmClock } from '../source-clock.ts';
import { pause } from '../source-pause.ts';
import { VideoError } from '../video/decode-fault.ts';
import { type EncodedPicture, PacketReader } from '../video/packets.ts';
import { DecodingTimes } from './decoding-times.ts';

export type MainStreamOptions = {
  readonly address: SourceAddress;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** UTC ms. */
  readonly nowMs: () => number;
  /** Monotonic, ms. */
  readonly tickMs: () => number;
};

/** A picture, and with key frames the stream it begins. */
export type MainPicture = { readonly sample: TimedSample; readonly stream: Mp4Settings | null };

const ticksPerMs = 90;

/** Ends when the stream does, or on abort. A film is played in real time. @throws VideoError. */
export async function* mainStream(options: MainStreamOptions): AsyncGenerator<MainPicture> {
  const { address, timeoutMs, signal, nowMs, tickMs } = options;
  const input =
    address.kind === 'file'
      ? ({ kind: 'file', path: address.path } as const)
      : ({ kind: 'rtsp', url: address.url, timeoutMs } as const);
  const reader = await PacketReader.open(input, signal);
  const interrupt = () => reader.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    const codec = codecOf(reader.codec);
    const shape = new StreamShapes(codec, reader.extradata);
    const times = new DecodingTimes();
    const clock = address.kind === 'file' ? new FilmClock(nowMs(), null) : new ArrivalClock();
    while (!signal.aborted) {
      const picture = await reader.read();
      if (picture === 'end' || signal.aborted) return;
      if (picture === null || picture.ptsTicks === null) continue;
      const { ptsTicks, isKey, bytes } = picture;
      const dtsTicks = clock instanceof FilmClock ? (picture.dtsTicks ?? ptsTicks) : times.next(ptsTicks);
      const mediaMs = dtsTicks / ticksPerMs;
      const capturedAtMs = clock instanceof FilmClock ? clock.atMs(mediaMs) : clock.atMs(mediaMs, nowMs());
      if (clock instanceof FilmClock) await pause(Math.min(capturedAtMs - nowMs(), longestWaitMs), signal);
      const sample = { isKey, dtsTicks, ptsTicks, bytes, capturedAtMs, tickMs: tickMs() };
      yield { sample, stream: isKey ? shape.of(picture) : null };
    }
  } finally {
    signal.removeEventListener('abort', interrupt);
    await reader.close();
  }
}

/** A film with a hole in it goes on after so long. */
const longestWaitMs = 2_000;

function codecOf(name: string): VideoCodec {
  if (name === 'h264' || name === 'h265') return name;
  throw new VideoError('no-decoder', `${name} is neither H.264 nor H.265`);
}

/** What the head of a file says of the stream; the same object while it stays the same. */
class StreamShapes {
  readonly #codec: VideoCodec;
  readonly #packaging: 'annex-b' | 'length';
  /** From the stream's description: cameras that keep their sets out of the stream tell them there. */
  readonly #described: ParameterSets | null;
  #known: Mp4Settings | null = null;

  constructor(codec: VideoCodec, extradata: Uint8Array) {
    this.#codec = codec;
    // A record begins with its version, 1; Annex B with zeros.
    this.#packaging = extradata[0] === 1 ? 'length' : 'annex-b';
    this.#described =
      this.#packaging === 'length' ? storedSets(codec, extradata) : parameterSetsOf(codec, extradata);
  }

  /** Null when nothing says what the stream is. @throws Error when its parameter sets are damaged. */
  of({ bytes }: EncodedPicture): Mp4Settings | null {
    const inside = this.#packaging === 'annex-b' ? parameterSetsOf(this.#codec, bytes) : null;
    const parameterSets = inside ?? this.#described;
    if (parameterSets === null) return null;
    if (this.#known === null || !isSameSets(this.#known.parameterSets, parameterSets)) {
      const size = pictureSizeOf(this.#codec, parameterSets);
      this.#known = { codec: this.#codec, parameterSets, packaging: this.#packaging, ...size };
    }
    return this.#known;
  }
}
