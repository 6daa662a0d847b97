/** What one jumps to on a timeline: alarms, marks and gaps, in the order of time. Pure. */
import type { Bookmark } from '../../contract/recording.ts';
import { rationalisation } from '../../core/alarm/rationalisation.ts';
import type { Priority } from '../../core/priority.ts';
import type { Situation } from '../../core/situation/situation.ts';
import type { Hole } from './coverage.ts';

export type Moment =
  | {
      readonly kind: 'alarm';
      readonly atMs: number;
      readonly situation: Situation;
      readonly priority: Priority;
    }
  | { readonly kind: 'bookmark'; readonly atMs: number; readonly bookmark: Bookmark }
  | { readonly kind: 'gap'; readonly atMs: number; readonly hole: Hole };

/** Shorter gaps are seen, but nobody wants to jump to them. */
const leastGapMs = 2_000;

export function momentsOf({
  situations,
  bookmarks,
  holes,
}: {
  readonly situations: readonly Situation[];
  readonly bookmarks: readonly Bookmark[];
  readonly holes: readonly Hole[];
}): readonly Moment[] {
  return [
    ...situations.map((situation): Moment => {
      const { priority } = rationalisation[situation.kind];
      return { kind: 'alarm', atMs: situation.detectedAtMs, situation, priority };
    }),
    ...bookmarks.map((bookmark): Moment => ({ kind: 'bookmark', atMs: bookmark.atMs, bookmark })),
    ...holes
      .filter(({ fromMs, toMs }) => toMs - fromMs >= leastGapMs)
      .map((hole): Moment => ({ kind: 'gap', atMs: hole.fromMs, hole })),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** Where a jump to it lands: some seconds before, so that one sees it come about. */
export function landingMs(moment: Moment): number {
  const leadMs = { alarm: 10_000, bookmark: 0, gap: 3_000 }[moment.kind];
  return moment.atMs - leadMs;
}

/** The next (or previous) one that a jump from `atMs` leads to; null: there is none. */
export function momentBeside(moments: readonly Moment[], atMs: number, by: 1 | -1): Moment | null {
  // A jump lands on the millisecond, and playing goes on: going back twice must not end at the same one.
  const isBeyond = (moment: Moment) =>
    by > 0 ? landingMs(moment) > atMs + 1 : landingMs(moment) < atMs - 1_500;
  return (by > 0 ? moments.find(isBeyond) : moments.findLast(isBeyond)) ?? null;
}
