import type { SegmentKind } from './segment.ts';

/** Why nothing was recorded. The list is closed: a gap without a cause is a fault of `lamplighter check`. */
export const gapCauses = [
  /** Recording of this kind is switched off, or waits for a situation. */
  'not-wanted',
  /** The camera is switched off. */
  'camera-disabled',
  /** No stream came. */
  'camera-lost',
  /** Its process died, or was started anew. */
  'process-restart',
  /** The centre was not running. */
  'system-stopped',
  /** The storage did not take the footage in time, and the buffer is bounded. */
  'storage-slow',
  'storage-full',
  /** The storage refused to write. */
  'storage-failed',
  /** There is no vault to seal to, or the camera has no main stream. */
  'no-vault',
  'no-main-stream',
  /** The clock was set forward over this time. */
  'clock-step',
] as const;
export type GapCause = (typeof gapCauses)[number];

/** A time without footage. */
export type Gap = {
  readonly cameraId: string;
  readonly kind: SegmentKind;
  /** UTC ms. */
  readonly fromMs: number;
  /** Null while it lasts. */
  readonly toMs: number | null;
  readonly cause: GapCause;
};
