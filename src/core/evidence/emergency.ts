/** The review that an emergency opening owes. */
import type { Person } from './ledger-line.ts';
import type { Opening, OpeningOutcome } from './opening.ts';

/** The third person's finding. Who asked or opened may not review it. */
export function reviewOpening(
  opening: Opening,
  finding: { readonly by: Person; readonly isJustified: boolean; readonly note: string },
  nowMs: number,
): OpeningOutcome {
  const { review } = opening;
  if (review === null) return { ok: false, reason: 'nothing-to-review' };
  if (review.done !== null) return { ok: false, reason: 'reviewed-already' };
  if (tookPart(opening, finding.by.id)) return { ok: false, reason: 'took-part' };
  if (finding.note.trim() === '') return { ok: false, reason: 'reason' };
  const { isJustified, note } = finding;
  const detail = { isJustified, note, lateByMs: Math.max(0, nowMs - review.dueAtMs) };
  return changed(
    opening,
    { ...review, done: { ...finding, atMs: nowMs } },
    { action: 'opening.reviewed', detail },
  );
}

/** Says once that the review is overdue. */
export function tellOverdue(opening: Opening, nowMs: number): OpeningOutcome {
  const { review } = opening;
  if (review === null || review.isOverdueTold || !isReviewOverdue(opening, nowMs)) {
    return { ok: false, reason: 'not-due' };
  }
  const detail = { dueAtMs: review.dueAtMs };
  return changed(opening, { ...review, isOverdueTold: true }, { action: 'opening.review-overdue', detail });
}

export function isReviewDue({ review }: Pick<Opening, 'review'>): boolean {
  return review !== null && review.done === null;
}

export function isReviewOverdue(opening: Pick<Opening, 'review'>, nowMs: number): boolean {
  return isReviewDue(opening) && nowMs >= opening.review!.dueAtMs;
}

export function tookPart(opening: Opening, userId: string): boolean {
  return opening.requester.id === userId || opening.approvals.some(({ id }) => id === userId);
}

function changed(
  opening: Opening,
  review: Opening['review'],
  { action, detail }: { readonly action: string; readonly detail: { readonly [key: string]: unknown } },
): OpeningOutcome {
  return {
    ok: true,
    value: { ...opening, review, version: opening.version + 1 },
    lines: [{ action, target: opening.id, detail }],
  };
}
