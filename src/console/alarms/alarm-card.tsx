import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { awaitsReset } from '../../core/alarm/alarm.ts';
import { IncidentButton } from '../incidents/of-alarm.tsx';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import { acknowledge } from './acknowledge.ts';
import style from './alarm-card.module.css';
import { AlarmPicture } from './alarm-picture.tsx';
import { useBecauseLine } from './because.tsx';
import { reset } from './change-alarm.ts';
import { Escalations } from './escalations.tsx';
import { lastedMs } from './lasted.ts';
import { needsAcknowledgement } from './order.ts';
import { useRationalised } from './rationalised.ts';
import { selectAlarm } from './selection.ts';
import { askToShelve } from './shelf-target.ts';
import { titleOf } from './title.ts';

/** The alarm that is worked now: picture, sentence, number, first action. Drawn anew when it changes, not at each alarm. */
export const AlarmCard = memo(PlainCard);

function PlainCard({ alarm, isTop }: { readonly alarm: AlarmView; readonly isTop: boolean }) {
  const words = useWords();
  const formats = useFormats();
  const line = useBecauseLine(alarm);
  const { response } = useRationalised(alarm.kind);
  return (
    <article
      className={`${style.card} ${needsAcknowledgement(alarm) ? style[alarm.priority] : ''}`}
      aria-label={titleOf(alarm, words)}
      data-alarm={alarm.id}
      data-top={isTop}
    >
      <AlarmPicture alarm={alarm} />
      <div className={style.words}>
        <h3 className={style.title}>
          <PriorityMark priority={alarm.priority} state={alarm.state} size={20} />
          <span>{titleOf(alarm, words)}</span>
        </h3>
        <p className={style.meta}>
          <AlarmAge alarm={alarm} />
          <span>{words.alarms.states[alarm.state]}</span>
          <span>{words.alarms.priority(words.alarms.priorities[alarm.priority])}</span>
          {alarm.times > 1 && <span>{words.aside.times(alarm.times)}</span>}
          {alarm.nuisanceBy !== null && <span>{words.lines.nuisanceBy(alarm.nuisanceBy)}</span>}
        </p>
        {line !== null && <p className={style.line}>{line}</p>}
        {alarm.zoneName !== null && <p className={style.where}>{alarm.cameraName}</p>}
        <p className={style.advice}>{response}</p>
        {alarm.acknowledgedBy !== null && (
          <p className={style.where}>
            {words.alarms.acknowledgedBy(alarm.acknowledgedBy, formats.clock(alarm.acknowledgedAtMs ?? 0))}
          </p>
        )}
        <Escalations alarm={alarm} className={style.where} />
      </div>
      <AlarmActions alarm={alarm} />
    </article>
  );
}

/** What to do with an alarm. */
export const AlarmActions = memo(PlainActions);

function PlainActions({
  alarm,
  className = '',
}: {
  readonly alarm: AlarmView;
  readonly className?: string | undefined;
}) {
  const words = useWords();
  const mayAcknowledge = useMay('alarm.acknowledge');
  const mayShelve = useMay('alarm.shelve');
  return (
    <div className={`${style.actions} ${className}`}>
      {mayAcknowledge && needsAcknowledgement(alarm) && (
        <Button
          className={style.action ?? ''}
          onClick={() => {
            selectAlarm(null);
            void acknowledge(alarm);
          }}
          rightSection={<Kbd>A</Kbd>}
        >
          {words.alarms.acknowledge}
        </Button>
      )}
      {mayAcknowledge && awaitsReset(alarm) && !needsAcknowledgement(alarm) && (
        <Button className={style.action ?? ''} onClick={() => void reset(alarm)} rightSection={<Kbd>R</Kbd>}>
          {words.aside.reset}
        </Button>
      )}
      <Button
        className={style.action ?? ''}
        variant="default"
        component={Link}
        to={`/alarms/${alarm.id}`}
        rightSection={<Kbd>↵</Kbd>}
      >
        {words.alarms.open}
      </Button>
      <IncidentButton alarm={alarm} className={style.action ?? ''} />
      {mayShelve && (
        <Button
          className={`${style.action} ${style.shelve}`}
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => askToShelve(alarm.id)}
          rightSection={<Kbd>S</Kbd>}
        >
          {words.aside.shelve}
        </Button>
      )}
    </div>
  );
}

/** How long it lasts, or lasted: `00:12`. */
export function AlarmAge({ alarm }: { readonly alarm: AlarmView }) {
  const formats = useFormats();
  const now = useServerNow();
  return (
    <time className={style.age} dateTime={new Date(alarm.raisedAtMs).toISOString()}>
      {formats.duration(lastedMs(alarm, now))}
    </time>
  );
}
