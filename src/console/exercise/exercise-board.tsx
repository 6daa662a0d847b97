import { Button, Progress } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type Dispatch, useEffect, useRef, useState } from 'react';
import { clockOf } from '../../core/exercise.ts';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import { useKeys } from '../keys/keys.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './exercise.module.css';
import { ExerciseCard } from './exercise-card.tsx';
import { ExerciseQueue } from './exercise-queue.tsx';
import { current, type ExerciseAction, type ExerciseStep, queueOf } from './exercise-state.ts';

/** The hour as it goes on: the alarm in hand, the queue, and above all that nothing here is live. */
export function ExerciseBoard({
  state,
  dispatch,
}: {
  readonly state: Extract<ExerciseStep, { step: 'run' }>;
  readonly dispatch: Dispatch<ExerciseAction>;
}) {
  const words = useWords();
  const formats = useFormats();
  const nowMs = useTick((at) => dispatch({ type: 'tick', nowMs: at }));
  useRealAlarms(() => dispatch({ type: 'interrupt', nowMs: performance.now() }));
  const { exercise, alarms, isInterrupted } = state;
  const isPaused = exercise.ranAtMs === null;
  const clockMs = clockOf(exercise, nowMs);
  const shown = current(state, nowMs);
  const at = (type: 'answer' | 'pause-or-go-on' | 'end') => dispatch({ type, nowMs: performance.now() });
  const step = (by: 1 | -1) => dispatch({ type: 'step', by, nowMs: performance.now() });
  // While it pauses the keys are the real queue's again.
  useKeys({
    // What is not an answer here means nothing: the keys of the real queue must not reach it.
    ...(isPaused ? {} : { g: () => {}, s: () => {}, x: () => {}, r: () => {}, i: () => {} }),
    ...(isPaused ? {} : { a: () => at('answer'), n: () => step(1), p: () => step(-1), enter: () => {} }),
    space: () => at('pause-or-go-on'),
    escape: () => at('end'),
  });
  return (
    <div className={style.board} data-owns-keys={!isPaused}>
      <header className={style.ribbon} data-paused={isPaused}>
        <div className={style.ribbonWords}>
          <strong>{words.exercise.ribbon}</strong>
          <span>{words.exercise.notLive}</span>
        </div>
        <time className={style.clock} dateTime={new Date(clockMs).toISOString()}>
          {formats.clock(clockMs)}
        </time>
        <span className={style.day}>
          {formats.day(clockMs, Date.now())} · {words.exercise.times(String(exercise.speed))}
        </span>
        <div className={style.ribbonActions}>
          <Button
            variant="default"
            leftSection={
              isPaused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
            }
            rightSection={<Kbd>{words.exercise.space}</Kbd>}
            onClick={() => at('pause-or-go-on')}
          >
            {isPaused ? words.exercise.goOn : words.exercise.pause}
          </Button>
          <Button variant="default" rightSection={<Kbd>Esc</Kbd>} onClick={() => at('end')}>
            {words.exercise.end}
          </Button>
        </div>
        <Progress
          className={style.progress ?? ''}
          size={3}
          radius={0}
          aria-label={words.exercise.progress}
          value={(100 * (clockMs - exercise.fromMs)) / (exercise.toMs - exercise.fromMs)}
        />
      </header>
      {isPaused && (
        <p className={style.pauseNote} role="alert">
          {isInterrupted ? words.exercise.interrupted : words.exercise.paused}
        </p>
      )}
      <div className={style.work}>
        {shown === null ? (
          <p className={style.nothing}>{words.exercise.nothingYet}</p>
        ) : (
          <ExerciseCard
            key={shown.item.id}
            shown={shown}
            alarm={alarms.get(shown.item.id)!}
            clockMs={clockMs}
            isPaused={isPaused}
            onAnswer={() => at('answer')}
          />
        )}
        <ExerciseQueue
          queue={queueOf(exercise, nowMs)}
          alarms={alarms}
          clockMs={clockMs}
          selectedId={shown?.item.id ?? null}
          onSelect={(id) => dispatch({ type: 'select', id })}
        />
      </div>
    </div>
  );
}

const tickMs = 250;

/** Monotonic ms, four times a second. */
function useTick(onTick: (nowMs: number) => void): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  const tick = useRef(onTick);
  tick.current = onTick;
  useEffect(() => {
    const timer = setInterval(() => {
      const at = performance.now();
      setNowMs(at);
      tick.current(at);
    }, tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** A real alarm that came since: it goes before any exercise. */
function useRealAlarms(onAlarm: () => void): void {
  const waiting = useOpenAlarms().filter(needsAcknowledgement);
  const known = useRef<Set<string> | null>(null);
  const told = useRef(onAlarm);
  told.current = onAlarm;
  useEffect(() => {
    const isNew = known.current !== null && waiting.some(({ id }) => !known.current!.has(id));
    known.current = new Set(waiting.map(({ id }) => id));
    if (isNew) told.current();
  }, [waiting]);
}
