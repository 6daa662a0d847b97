import type { ExerciseAlarm } from '../../contract/exercise.ts';
import type { Shown } from '../../core/exercise.ts';
import queueStyle from '../alarms/queue.module.css';
import { titleOf } from '../alarms/title.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './exercise.module.css';

const mostRows = 60;

/** What has come and is not done. */
export function ExerciseQueue({
  queue,
  alarms,
  clockMs,
  selectedId,
  onSelect,
}: {
  readonly queue: readonly Shown[];
  readonly alarms: ReadonlyMap<string, ExerciseAlarm>;
  readonly clockMs: number;
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
}) {
  const words = useWords();
  const formats = useFormats();
  return (
    <section className={style.queue} aria-label={words.exercise.queue}>
      <h2>{words.exercise.queue}</h2>
      <ul className={queueStyle.rows}>
        {queue.slice(0, mostRows).map(({ item, state }) => {
          const alarm = alarms.get(item.id)!;
          return (
            <li key={item.id}>
              <button
                type="button"
                className={queueStyle.row}
                aria-pressed={item.id === selectedId}
                onClick={() => onSelect(item.id)}
              >
                <PriorityMark priority={item.priority} state={state} />
                <span className={queueStyle.rowWords}>
                  <span className={queueStyle.rowTitle}>{titleOf(alarm, words)}</span>
                  <span className={queueStyle.rowMeta}>
                    {words.alarms.states[state]} · {alarm.cameraName}
                  </span>
                </span>
                <span>{formats.duration(clockMs - item.raisedAtMs)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {queue.length > mostRows && (
        <p className={queueStyle.more}>{words.alarms.more(queue.length - mostRows)}</p>
      )}
    </section>
  );
}
