/** When nothing was recorded, and why. */
import type { GapCause } from '../../core/recording/gap.ts';
import { change } from '../store/database.ts';
import { beginGap, endGap, endGapByFootage, type GapPlace, openGap, trimGaps } from '../store/gaps.ts';
import { newestFootageOf } from '../store/segments.ts';
import type { LedgerWriter } from './ledger-writer.ts';

export type GapBook = {
  /** As ingest tells it. `cause: null`: it is recorded again. */
  told(place: GapPlace, atMs: number, cause: GapCause | null): void;
  /** Footage begins here: whatever gap was open is over. */
  footageBegan(place: GapPlace, fromMs: number): void;
  /** The one who recorded died, and nobody said anything: from the last footage on, unless a gap is open already. */
  wentSilent(place: GapPlace, fromMs: number, cause: GapCause): void;
  /** The same where the last footage died with it: from the end of the newest row, if it is not long before this. */
  wentSilentBy(place: GapPlace, latestMs: number, cause: GapCause): void;
  /** Footage that a death had hidden. */
  footageFound(place: GapPlace, span: { readonly fromMs: number; readonly toMs: number }): void;
};

/** Longer than any segment. */
const oneSegmentMs = 5 * 60_000;

export function createGapBook(ledger: LedgerWriter): GapBook {
  const add = (write: Parameters<LedgerWriter['add']>[0]['write']) => ledger.add({ write });
  return {
    told(place, atMs, cause) {
      const instant = Math.round(atMs);
      add((sql) =>
        change(sql, (tx) =>
          cause === null ? endGap(tx, place, instant) : beginGap(tx, place, instant, cause),
        ),
      );
    },
    footageBegan: (place, fromMs) => add((sql) => endGapByFootage(sql, place, Math.round(fromMs))),
    wentSilent(place, fromMs, cause) {
      const instant = Math.round(fromMs);
      add((sql) =>
        change(sql, async (tx) => {
          if ((await openGap(tx, place)) === null) await beginGap(tx, place, instant, cause);
        }),
      );
    },
    wentSilentBy(place, latestMs, cause) {
      add((sql) =>
        change(sql, async (tx) => {
          if ((await openGap(tx, place)) !== null) return;
          const endedMs = await newestFootageOf(tx, place);
          const isClose = endedMs !== null && latestMs - endedMs < oneSegmentMs;
          await beginGap(tx, place, Math.round(isClose ? endedMs : latestMs), cause);
        }),
      );
    },
    footageFound: (place, span) => add((sql) => change(sql, (tx) => trimGaps(tx, place, span))),
  };
}
