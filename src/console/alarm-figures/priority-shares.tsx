import type { StreamFigures } from '../../contract/alarm-figures.ts';
import { priorities } from '../../core/priority.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './figures.module.css';

/** How alarms are spread over the priorities. */
export function PriorityShares({ figures }: { readonly figures: StreamFigures }) {
  const words = useWords();
  const formats = useFormats();
  const { alarms, byPriority } = figures;
  return (
    <ul className={style.shares}>
      {priorities.map((priority) => {
        const share = alarms === 0 ? 0 : byPriority[priority] / alarms;
        return (
          <li key={priority}>
            <PriorityMark priority={priority} state="unacknowledged" size={14} isCalm />
            <span>{words.alarms.priorities[priority]}</span>
            <span className={style.track} aria-hidden>
              <span data-priority={priority} style={{ width: `${share * 100}%` }} />
            </span>
            <span className={style.num}>{formats.number(byPriority[priority])}</span>
            <span className={style.num}>{formats.percent(share)}</span>
          </li>
        );
      })}
    </ul>
  );
}
