/** Masked: anybody who may look back plays it. Sealed: the clear main stream, encrypted to the vault while it arrived. */
export const segmentKinds = ['masked', 'sealed'] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** Why a segment ended where it did. */
export const segmentEnds = [
  /** It had its length. */
  'full',
  /** Recording was switched off, the situation was over, the camera was removed or its process was asked to stop. */
  'stopped',
  /** The stream was lost, or its size or codec changed. */
  'stream-changed',
  /** The clock of this machine was set: one segment never holds two times. */
  'clock-step',
  /** The storage did not take more, in time or at all. */
  'storage',
  /** Its process or its machine died: everything up to the last durable group of pictures is here. */
  'torn',
] as const;
export type SegmentEnd = (typeof segmentEnds)[number];

/** One group of pictures: begins with a key frame and can be decoded by itself after the head of the file. */
export type Fragment = {
  /** Capture time of its first picture, UTC ms. */
  readonly fromMs: number;
  /** Bytes from the start of the file. Of sealed segments: of the plain file, before encryption. */
  readonly offset: number;
  readonly bytes: number;
};

/**
 * A piece of one camera's footage, at most a minute or so, that any player opens by itself (fragmented MP4, ISO/IEC
 * 14496-12). Sealed ones are the same, encrypted in the age format.
 */
export type Segment = {
  /** UUID, made by the ingest process. */
  readonly id: string;
  readonly cameraId: string;
  readonly kind: SegmentKind;
  /** Capture time of the first picture, and of the last plus its length; UTC ms, `fromMs < toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
  /** RFC 6381, e.g. avc1.42C01E, hvc1.1.6.L93.B0. */
  readonly codec: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where it lies in the storage; holds no local time. */
  readonly key: string;
  readonly bytes: number;
  /** Of the stored bytes, hex. */
  readonly sha256: string;
  readonly end: SegmentEnd;
  /** Camera clock minus clock of this machine, ms, at the beginning; null where the camera tells no time. */
  readonly clockOffsetMs: number | null;
  /** In order. The head of the file lies before the first. */
  readonly fragments: readonly Fragment[];
};

/** A segment that still grows: what is durable of it already. It has no hash yet. */
export type OpenSegment = Omit<Segment, 'sha256' | 'end'>;
