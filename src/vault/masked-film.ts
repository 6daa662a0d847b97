/** Masked pictures to fragmented MP4, on the time line of their capture. */
import type { MaskedPicture } from '../ingest/mask.ts';
import {
  type FragmentedMp4,
  type Mp4Sample,
  openFragmentedMp4,
  ticksPerMs,
} from '../ingest/mp4/fragmented-mp4.ts';
import { parameterSetsOf } from '../ingest/mp4/nal-units.ts';
import { type MaskedEncoder, openEncoder } from '../ingest/video/encode.ts';

/** A viewer sees the first picture after so much of the film. */
const fragmentMs = 500;

export class MaskedFilm {
  readonly #encoder: MaskedEncoder;
  readonly #stepTicks: number;
  #mp4: FragmentedMp4 | null = null;
  #samples: Mp4Sample[] = [];
  #fromMs = 0;
  #firstMs = 0;

  constructor(size: { readonly widthPx: number; readonly heightPx: number }, fps: number) {
    this.#encoder = openEncoder({ ...size, fps });
    this.#stepTicks = Math.round((1000 * ticksPerMs) / fps);
  }

  isOfSize({ widthPx, heightPx }: MaskedPicture): boolean {
    return this.#encoder.widthPx === widthPx && this.#encoder.heightPx === heightPx;
  }

  /** @param atMs capture time, UTC ms; growing. @returns what is ready, the head of the file first. */
  *take(picture: MaskedPicture, atMs: number): Generator<Uint8Array> {
    const isDue = this.#samples.length > 0 && atMs - this.#fromMs >= fragmentMs;
    if (isDue) yield this.#fragment(atMs);
    const { isKey, accessUnit } = this.#encoder.encode(picture);
    if (this.#mp4 === null) {
      const { widthPx, heightPx } = picture;
      const parameterSets = parameterSetsOf('h264', accessUnit);
      if (parameterSets === null) throw new Error('the H.264 encoder gave no parameter sets');
      this.#mp4 = openFragmentedMp4({ codec: 'h264', parameterSets, widthPx, heightPx });
      this.#firstMs = atMs;
      yield this.#mp4.head;
    }
    if (this.#samples.length === 0) this.#fromMs = atMs;
    const ticks = (atMs - this.#firstMs) * ticksPerMs;
    this.#samples.push({ isKey, dtsTicks: ticks, ptsTicks: ticks, bytes: accessUnit });
  }

  *end(): Generator<Uint8Array> {
    if (this.#samples.length > 0) yield this.#fragment(null);
  }

  close(): void {
    this.#encoder.close();
  }

  /** @param nextMs when the next picture comes; what is missing before it is no part of the last one. */
  #fragment(nextMs: number | null): Uint8Array {
    const lastTicks = this.#samples.at(-1)!.dtsTicks;
    const longestTicks = lastTicks + 3 * this.#stepTicks;
    const endTicks =
      nextMs === null
        ? lastTicks + this.#stepTicks
        : Math.min(longestTicks, (nextMs - this.#firstMs) * ticksPerMs);
    const bytes = this.#mp4!.fragment({ samples: this.#samples, endTicks, capturedAtMs: this.#fromMs });
    this.#samples = [];
    return bytes;
  }
}
