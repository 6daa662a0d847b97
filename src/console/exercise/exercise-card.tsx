import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ExerciseAlarm } from '../../contract/exercise.ts';
import type { Shown } from '../../core/exercise.ts';
import card from '../alarms/alarm-card.module.css';
import picture from '../alarms/alarm-picture.module.css';
import { pictureUrl } from '../alarms/alarm-picture.tsx';
import { useBecauseLine } from '../alarms/because.tsx';
import { titleOf } from '../alarms/title.ts';
import { Kbd } from '../ui/kbd.tsx';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';

/** One alarm of the exercise, as the real one looked, with its only action. */
export function ExerciseCard({
  shown: { item, state },
  alarm,
  clockMs,
  isPaused,
  onAnswer,
}: {
  readonly shown: Shown;
  readonly alarm: ExerciseAlarm;
  readonly clockMs: number;
  readonly isPaused: boolean;
  readonly onAnswer: () => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const [isBroken, setBroken] = useState(false);
  const line = useBecauseLine({ situation: { because: alarm.because, levelOfService: null } });
  const waits = state === 'unacknowledged' || state === 'returned-unacknowledged';
  const lastedMs = Math.min(item.endedMs ?? clockMs, clockMs) - item.raisedAtMs;
  return (
    <article className={`${card.card} ${waits ? card[item.priority] : ''}`} data-exercise-alarm={item.id}>
      <figure className={picture.figure}>
        {alarm.hasPicture && !isBroken ? (
          <img
            className={picture.picture}
            src={pictureUrl(alarm)}
            alt={words.alarms.picture}
            onError={() => setBroken(true)}
          />
        ) : (
          <div className={picture.none}>{words.alarms.noPicture}</div>
        )}
      </figure>
      <div className={card.words}>
        <h2 className={card.title}>
          <PriorityMark priority={item.priority} state={state} size={20} />
          <span>{titleOf(alarm, words)}</span>
        </h2>
        <p className={card.meta}>
          <span className={card.age}>{formats.duration(lastedMs)}</span>
          <span>{words.alarms.states[state]}</span>
          <span>{words.alarms.priority(words.alarms.priorities[item.priority])}</span>
        </p>
        {line !== null && <p className={card.line}>{line}</p>}
        {alarm.zoneName !== null && <p className={card.where}>{alarm.cameraName}</p>}
        <p className={card.advice}>{words.alarms.advice[alarm.kind].response}</p>
      </div>
      {waits && (
        <div className={card.actions} style={{ display: 'grid' }}>
          <Button disabled={isPaused} onClick={onAnswer} rightSection={<Kbd>A</Kbd>}>
            {words.alarms.acknowledge}
          </Button>
        </div>
      )}
    </article>
  );
}
