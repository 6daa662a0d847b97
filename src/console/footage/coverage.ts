/** Where there is footage, where there is none and why, over a span of time. Pure; UTC ms. */
import type { FootageGap, FootageSegment } from '../../contract/recording.ts';
import type { GapCause } from '../../core/recording/gap.ts';
import { seamMs } from './pieces.ts';
import type { Span } from './zone-time.ts';

export type Hole = Span & {
  /** 'unknown': the ledger of gaps says nothing of it. */
  readonly cause: GapCause | 'unknown';
};

export type Coverage = {
  readonly span: Span;
  /** In order, apart from each other. */
  readonly recorded: readonly Span[];
  readonly holes: readonly Hole[];
  /** Times that were recorded twice, because the clock was set back. */
  readonly twice: readonly Span[];
};

/**
 * @param nowMs what lies after is no hole yet.
 * @param growingSlackMs so much before now may still come.
 */
export function coverageOf(
  { segments, gaps }: { readonly segments: readonly FootageSegment[]; readonly gaps: readonly FootageGap[] },
  {
    span,
    nowMs,
    growingSlackMs = 10_000,
  }: { readonly span: Span; readonly nowMs: number; readonly growingSlackMs?: number },
): Coverage {
  const masked = segments
    .filter(({ kind, fromMs, toMs }) => kind === 'masked' && fromMs < span.toMs && toMs > span.fromMs)
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, span.fromMs), toMs: Math.min(toMs, span.toMs) }))
    .sort((a, b) => a.fromMs - b.fromMs);
  const recorded: { fromMs: number; toMs: number }[] = [];
  const twice: Span[] = [];
  for (const { fromMs, toMs } of masked) {
    const last = recorded.at(-1);
    if (last === undefined || fromMs - last.toMs >= seamMs) {
      recorded.push({ fromMs, toMs });
      continue;
    }
    if (last.toMs - fromMs >= seamMs) twice.push({ fromMs, toMs: Math.min(last.toMs, toMs) });
    last.toMs = Math.max(last.toMs, toMs);
  }
  const own = gaps.filter(({ kind }) => kind === 'masked');
  const endMs = Math.min(span.toMs, nowMs - growingSlackMs);
  const holes = emptyIn(recorded, { fromMs: span.fromMs, toMs: endMs }).flatMap((hole) =>
    named(hole, own, nowMs),
  );
  return { span, recorded, holes, twice };
}

function emptyIn(recorded: readonly Span[], span: Span): Span[] {
  const empty: Span[] = [];
  let atMs = span.fromMs;
  for (const { fromMs, toMs } of [...recorded, { fromMs: span.toMs, toMs: span.toMs }]) {
    const endMs = Math.min(fromMs, span.toMs);
    if (endMs - atMs >= seamMs) empty.push({ fromMs: atMs, toMs: endMs });
    atMs = Math.max(atMs, toMs);
  }
  return empty;
}

/** A hole in pieces, each with its cause; what no gap tells of is unknown. */
function named(hole: Span, gaps: readonly FootageGap[], nowMs: number): Hole[] {
  const told = gaps
    .map(({ fromMs, toMs, cause }) => ({
      fromMs: Math.max(fromMs, hole.fromMs),
      toMs: Math.min(toMs ?? nowMs, hole.toMs),
      cause,
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const holes: Hole[] = [];
  let atMs = hole.fromMs;
  for (const { fromMs, toMs, cause } of told) {
    if (toMs <= atMs) continue;
    // Beginnings are told to a picture or so.
    const isUntold = fromMs - atMs >= 2 * seamMs;
    if (isUntold) holes.push({ fromMs: atMs, toMs: fromMs, cause: 'unknown' });
    holes.push({ fromMs: isUntold ? fromMs : atMs, toMs, cause });
    atMs = toMs;
  }
  const last = holes.at(-1);
  if (hole.toMs - atMs >= 2 * seamMs || last === undefined)
    holes.push({ fromMs: atMs, toMs: hole.toMs, cause: 'unknown' });
  else if (atMs < hole.toMs) holes[holes.length - 1] = { ...last, toMs: hole.toMs };
  return holes;
}

/** Several cameras as one: recorded is what any of them recorded. Holes are then no single camera's. */
export function joined(coverages: readonly Coverage[]): Coverage | null {
  const first = coverages[0];
  if (first === undefined) return null;
  if (coverages.length === 1) return first;
  const recorded: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of coverages
    .flatMap((one) => one.recorded)
    .sort((a, b) => a.fromMs - b.fromMs)) {
    const last = recorded.at(-1);
    if (last !== undefined && fromMs - last.toMs < seamMs) last.toMs = Math.max(last.toMs, toMs);
    else recorded.push({ fromMs, toMs });
  }
  return { span: first.span, recorded, holes: [], twice: [] };
}

/** Where footage begins next after an instant; null: nowhere in the span. */
export function startAfter({ recorded }: Coverage, atMs: number): number | null {
  return recorded.find(({ fromMs }) => fromMs > atMs)?.fromMs ?? null;
}

/** Where footage ended last before an instant. */
export function endBefore({ recorded }: Coverage, atMs: number): number | null {
  return recorded.findLast(({ toMs }) => toMs < atMs)?.toMs ?? null;
}

export function clampTo({ fromMs, toMs }: Span, atMs: number): number {
  return Math.min(toMs, Math.max(fromMs, atMs));
}
