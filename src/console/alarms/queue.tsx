import { Link } from '@tanstack/react-router';
import type { AlarmView } from '../../contract/shapes.ts';
import { useCity } from '../live.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { useWords } from '../words/index.ts';
import { AlarmActions, AlarmAge, AlarmCard } from './alarm-card.tsx';
import { useOpenAlarms } from './open-alarms.ts';
import { needsAcknowledgement } from './order.ts';
import style from './queue.module.css';
import { QuietSentence } from './quiet-sentence.tsx';
import { selectAlarm, useSelectedAlarmId } from './selection.ts';
import { titleOf } from './title.ts';

/** How many rows are drawn; a flood says how many more there are instead of drawing them all. */
const mostRows = 60;

/** The alarm queue: the selected alarm as a card, the rest as rows, acknowledged ones last. */
export function Queue() {
  const words = useWords();
  const alarms = useOpenAlarms();
  const isKnown = useCity((city) => city.areAlarmsKnown);
  const selectedId = useSelectedAlarmId();
  const selected = alarms.find(({ id }) => id === selectedId) ?? alarms[0];
  const waiting = alarms.filter(needsAcknowledgement);
  const taken = alarms.filter((alarm) => !needsAcknowledgement(alarm));

  return (
    <section className={style.queue} aria-label={words.alarms.queue} data-queue-known={isKnown}>
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
          <Rows alarms={waiting.filter(({ id }) => id !== selected.id)} />
          {taken.some(({ id }) => id !== selected.id) && (
            <>
              <h3 className={style.group}>{words.alarms.acknowledgedGroup(taken.length)}</h3>
              <Rows alarms={taken.filter(({ id }) => id !== selected.id)} />
            </>
          )}
        </div>
      )}
      {selected !== undefined && <AlarmActions alarm={selected} className={style.thumbs} />}
    </section>
  );
}

function Rows({ alarms }: { readonly alarms: readonly AlarmView[] }) {
  const words = useWords();
  if (alarms.length === 0) return null;
  return (
    <>
      <ul className={style.rows}>
        {alarms.slice(0, mostRows).map((alarm) => (
          <li key={alarm.id} data-alarm={alarm.id}>
            <button type="button" className={style.row} onClick={() => selectAlarm(alarm.id)}>
              <PriorityMark priority={alarm.priority} state={alarm.state} />
              <span className={style.rowWords}>
                <span className={style.rowTitle}>{titleOf(alarm, words)}</span>
                <span className={style.rowMeta}>
                  {words.alarms.states[alarm.state]}
                  {alarm.zoneName === null ? '' : ` · ${alarm.cameraName}`}
                </span>
              </span>
              <AlarmAge alarm={alarm} />
            </button>
          </li>
        ))}
      </ul>
      {alarms.length > mostRows && (
        <Link to="/alarms" className={style.more}>
          {words.alarms.more(alarms.length - mostRows)}
        </Link>
      )}
    </>
  );
}
