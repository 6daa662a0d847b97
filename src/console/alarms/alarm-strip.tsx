import { Button } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import type { AlarmView } from '../../contract/shapes.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useWords } from '../words/index.ts';
import { acknowledge } from './acknowledge.ts';
import { AlarmAge } from './alarm-card.tsx';
import { AlarmPicture } from './alarm-picture.tsx';
import style from './alarm-strip.module.css';
import { useBecauseLine } from './because.tsx';
import { useOpenAlarms } from './open-alarms.ts';
import { needsAcknowledgement } from './order.ts';
import { selectAlarm, useSelectedAlarmId } from './selection.ts';
import { titleOf } from './title.ts';

/** On every page but Watch: the alarm that comes first, its picture and its first action, in one line. */
export function AlarmStrip() {
  const alarms = useOpenAlarms();
  const selectedId = useSelectedAlarmId();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const waiting = alarms.filter(needsAcknowledgement);
  const shown = waiting.find(({ id }) => id === selectedId) ?? waiting[0];
  // On its own page the alarm already fills the screen.
  if (shown === undefined || path === `/alarms/${shown.id}`) return null;
  return <Strip alarm={shown} others={waiting.length - 1} />;
}

function Strip({ alarm, others }: { readonly alarm: AlarmView; readonly others: number }) {
  const words = useWords();
  const line = useBecauseLine(alarm);
  const mayAcknowledge = useMay('alarm.acknowledge');
  return (
    <section className={`${style.strip} ${style[alarm.priority]}`} aria-label={words.alarms.queue}>
      <AlarmPicture key={alarm.id} alarm={alarm} isSmall />
      <PriorityMark priority={alarm.priority} state={alarm.state} size={20} />
      <div className={style.words}>
        <strong className={style.title}>{titleOf(alarm, words)}</strong>
        <span className={style.meta}>
          <AlarmAge alarm={alarm} />
          {line !== null && <span className={style.line}>{line}</span>}
          {others > 0 && <span>{words.alarms.more(others)}</span>}
        </span>
      </div>
      <div className={style.actions}>
        {mayAcknowledge && (
          <Button
            onClick={() => {
              selectAlarm(null);
              void acknowledge(alarm);
            }}
            rightSection={<Kbd>A</Kbd>}
          >
            {words.alarms.acknowledge}
          </Button>
        )}
        <Button variant="default" component={Link} to={`/alarms/${alarm.id}`} rightSection={<Kbd>↵</Kbd>}>
          {words.alarms.open}
        </Button>
      </div>
    </section>
  );
}
