import type { Fragment, Segment } from '../core/recording/segment.ts';

/** What of a segment belongs to a span. */
export type CutSegment = {
  readonly segment: Segment;
  /** Whole groups of pictures, at least one. */
  readonly fragments: readonly Fragment[];
  /** Of these groups: at most one group of pictures earlier than asked, and later. */
  readonly fromMs: number;
  readonly toMs: number;
};

/**
 * Cuts at key frames, outwards: footage begins with the group of pictures in which the span begins and ends with the one
 * in which it ends, so nothing that was asked for is missing and nothing is encoded anew. In order of capture.
 */
export function cutToSpan(
  segments: readonly Segment[],
  span: { fromMs: number; toMs: number },
): CutSegment[] {
  return [...segments]
    .sort((a, b) => a.fromMs - b.fromMs || (a.id < b.id ? -1 : 1))
    .flatMap((segment) => {
      const ends = segment.fragments.map((_, index) => segment.fragments[index + 1]?.fromMs ?? segment.toMs);
      const kept = segment.fragments.flatMap((fragment, index) =>
        fragment.fromMs < span.toMs && ends[index]! > span.fromMs ? [index] : [],
      );
      if (kept.length === 0) return [];
      return {
        segment,
        fragments: kept.map((index) => segment.fragments[index]!),
        fromMs: segment.fragments[kept[0]!]!.fromMs,
        toMs: ends[kept.at(-1)!]!,
      };
    });
}

/** The times between pieces of footage, and before and after them, within a span. Shorter than `toleranceMs`: none. */
export function holesIn(
  pieces: readonly { readonly fromMs: number; readonly toMs: number }[],
  span: { readonly fromMs: number; readonly toMs: number },
  toleranceMs = 500,
): { readonly fromMs: number; readonly toMs: number }[] {
  const holes: { fromMs: number; toMs: number }[] = [];
  let at = span.fromMs;
  for (const piece of [...pieces].sort((a, b) => a.fromMs - b.fromMs)) {
    if (piece.fromMs - at > toleranceMs) holes.push({ fromMs: at, toMs: Math.min(piece.fromMs, span.toMs) });
    at = Math.max(at, piece.toMs);
  }
  if (span.toMs - at > toleranceMs) holes.push({ fromMs: at, toMs: span.toMs });
  return holes;
}
