/** Where a segment lies in the storage: `<kind>/<camera>/<UTC day>/<segment>.mp4`, sealed ones with `.age`. */
import type { SegmentKind } from '../../core/recording/segment.ts';

export type SegmentPlace = {
  readonly kind: SegmentKind;
  readonly cameraId: string;
  readonly segmentId: string;
};

const suffixes: Readonly<Record<SegmentKind, string>> = { masked: '.mp4', sealed: '.mp4.age' };

/** @param fromMs UTC ms. */
export function segmentKey({ kind, cameraId, segmentId }: SegmentPlace, fromMs: number): string {
  const day = new Date(fromMs).toISOString().slice(0, 10).replaceAll('-', '');
  return `${kind}/${cameraId}/${day}/${segmentId}${suffixes[kind]}`;
}

/** The inverse; null for a key that is none of a segment. */
export function segmentOfKey(key: string): SegmentPlace | null {
  const found = /^(masked|sealed)\/([^/]+)\/\d{8}\/([0-9a-f-]{36})(\.mp4|\.mp4\.age)$/.exec(key);
  if (found === null) return null;
  const [, kind, cameraId, segmentId, suffix] = found;
  const place = { kind: kind as SegmentKind, cameraId: cameraId!, segmentId: segmentId! };
  return suffix === suffixes[place.kind] ? place : null;
}
