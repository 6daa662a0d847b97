import type { Situation } from '../../core/situation/situation.ts';

export type Bar = {
  readonly situation: Situation;
  /** Shares of the shown span, 0..1. */
  readonly from: number;
  readonly to: number;
  /** Row within its lane: bars of one lane that overlap stand below each other. */
  readonly row: number;
  readonly isOpen: boolean;
};

export type Lane = {
  readonly key: string;
  readonly zoneId: string | null;
  readonly bars: readonly Bar[];
  readonly rows: number;
};

/** Situations of a span as bars, one lane a zone (the camera's own faults first), newest state of each situation once. */
export function layTimeline(
  situations: readonly Situation[],
  span: { readonly fromMs: number; readonly toMs: number },
): Lane[] {
  const newest = new Map<string, Situation>();
  for (const situation of situations) {
    const known = newest.get(situation.id);
    if (!known || known.endedMs === null) newest.set(situation.id, situation);
  }
  const seen = [...newest.values()]
    .filter((s) => s.sinceMs < span.toMs && (s.endedMs ?? span.toMs) > span.fromMs)
    .sort((a, b) => a.sinceMs - b.sinceMs);
  const lengthMs = span.toMs - span.fromMs;
  const share = (atMs: number) => Math.min(1, Math.max(0, (atMs - span.fromMs) / lengthMs));

  return [...Map.groupBy(seen, (s) => s.zoneId ?? '')]
    .sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b)))
    .map(([key, own]) => {
      const rowEnds: number[] = [];
      const bars = own.map((situation): Bar => {
        const endMs = situation.endedMs ?? span.toMs;
        let row = rowEnds.findIndex((end) => end <= situation.sinceMs);
        if (row < 0) row = rowEnds.length;
        rowEnds[row] = endMs;
        return {
          situation,
          from: share(situation.sinceMs),
          to: share(endMs),
          row,
          isOpen: situation.endedMs === null,
        };
      });
      return { key, zoneId: key === '' ? null : key, bars, rows: rowEnds.length };
    });
}
