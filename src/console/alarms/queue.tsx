import { useMemo } from 'react';
import { useCity } from '../live.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { useWords } from '../words/index.ts';
import { AlarmActions, AlarmCard } from './alarm-card.tsx';
import { useOpenAlarms } from './open-alarms.ts';
import { needsAcknowledgement, queueAround } from './order.ts';
import style from './queue.module.css';
import { QueueLines } from './queue-lines.tsx';
import { QuietSentence } from './quiet-sentence.tsx';
import { useSelectedAlarmId } from './selection.ts';
import { titleOf } from './title.ts';

/**
 * The alarm queue: the selected alarm as a card, the rest as lines, acknowledged ones last. Card and lines are ten at
 * most: in a flood a line holds many alarms, says how many, and opens.
 */
export function Queue() {
  const words = useWords();
  const alarms = useOpenAlarms();
  const isKnown = useCity((city) => city.areAlarmsKnown);
  const selectedId = useSelectedAlarmId();
  const { selected, lines } = useMemo(() => queueAround(alarms, selectedId), [alarms, selectedId]);
  const waiting = alarms.filter(needsAcknowledgement);
  const takenCount = alarms.length - waiting.length;

  return (
    <section
      className={style.queue}
      aria-label={words.alarms.queue}
      data-queue-known={isKnown}
      data-newest={alarms.reduce((newest, { raisedAtMs }) => Math.max(newest, raisedAtMs), 0)}
    >
      <header className={style.head}>
        <h2>{words.alarms.queue}</h2>
        {waiting.length > 0 && <span>{words.alarms.unacknowledged(waiting.length)}</span>}
      </header>
      <p className="visually-hidden" role="status">
        {waiting[0] === undefined ? '' : titleOf(waiting[0], words)}
      </p>
      {!isKnown && <RowsSkeleton n={4} height={52} />}
      {isKnown && selected === undefined && <QuietSentence />}
      {selected !== undefined && (
        <div className={style.list}>
          <AlarmCard key={selected.id} alarm={selected} isTop={selected.id === alarms[0]?.id} />
          <QueueLines lines={lines.waiting} />
          {lines.taken.length > 0 && (
            <>
              <h3 className={style.group}>{words.alarms.acknowledgedGroup(takenCount)}</h3>
              <QueueLines lines={lines.taken} />
            </>
          )}
        </div>
      )}
      {selected !== undefined && <AlarmActions alarm={selected} className={style.thumbs} />}
    </section>
  );
}
