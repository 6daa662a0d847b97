import type { Mp4Sample, Mp4Settings } from '../mp4/fragmented-mp4.ts';

/** What is written and made durable at once: a group of pictures, or a piece of a long one. */
export type Part = {
  readonly stream: Mp4Settings;
  /** In decoding order, at least one. */
  readonly samples: readonly Mp4Sample[];
  /** When the next sample is decoded, on the samples' clock. */
  readonly endTicks: number;
  /** Capture time of the first picture, and of the last plus its length; UTC ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** It can be decoded without the part before. */
  readonly startsWithKey: boolean;
  /** Of the samples. */
  readonly bytes: number;
  /** Camera clock minus clock of this machine, ms; null where the camera tells no time. */
  readonly clockOffsetMs: number | null;
};
