import type { OpeningView } from '../../contract/evidence.ts';
import { isReviewDue, isReviewOverdue } from '../../core/evidence/emergency.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './evidence.module.css';

/** State in a mark and words, with the emergency and what its review owes. */
export function OpeningState({ opening, nowMs }: { readonly opening: OpeningView; readonly nowMs: number }) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const { state, review, isEmergency } = opening;
  const isOverdue = isReviewOverdue(opening, nowMs);
  const mark = isOverdue
    ? 'bad'
    : state === 'released'
      ? 'good'
      : state === 'requested' || isReviewDue(opening)
        ? 'warn'
        : 'unknown';
  return (
    <span className={style.state} data-state={state}>
      <StateMark state={mark} />
      <span>
        {words.states[state]}
        {isEmergency && <b className={style.emergency}>{words.emergency}</b>}
        {review !== null && review.done === null && (
          <span className={isOverdue ? style.late : style.due}>
            {isOverdue
              ? words.reviewOverdue(formats.duration(nowMs - review.dueAtMs))
              : words.reviewDue(formats.duration(review.dueAtMs - nowMs))}
          </span>
        )}
      </span>
    </span>
  );
}
