import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Dispatch, useState } from 'react';
import { type ExerciseSpeed, exerciseSpeeds } from '../../core/exercise.ts';
import { fromLocal, toLocal } from '../accuracy/local-time.ts';
import { call } from '../client.ts';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './exercise.module.css';
import type { ExerciseAction } from './exercise-state.ts';
import { PastExercises } from './past-exercises.tsx';

const minuteMs = 60_000;
const lengths = ['15', '30', '60', '120'] as const;

/** Which hour, and how fast. */
export function ExerciseChoice({ dispatch }: { readonly dispatch: Dispatch<ExerciseAction> }) {
  const words = useWords();
  const [from, setFrom] = useState(() => toLocal(Date.now() - 60 * minuteMs).slice(0, 16));
  const [minutes, setMinutes] = useState<string>('60');
  const [speed, setSpeed] = useState<string>('5');
  const fromMs = fromLocal(from);
  const toMs = fromMs === null ? null : fromMs + Number(minutes) * minuteMs;
  const { data, error, isFetching } = useQuery({
    queryKey: ['exercise', fromMs, toMs],
    queryFn: ({ signal }) => call('exercises.material', { query: { fromMs: fromMs!, toMs: toMs! } }, signal),
    enabled: fromMs !== null,
    staleTime: 0,
  });
  const count = data?.length ?? 0;
  return (
    <div className={ui.page}>
      <header className={ui.pageHead}>
        <h1>{words.exercise.title}</h1>
        <p>{words.exercise.lead}</p>
      </header>
      <div className={style.columns}>
        <section className={ui.card}>
          <h2>{words.exercise.choose}</h2>
          <form
            className={style.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (data === undefined || count === 0) return;
              dispatch({
                type: 'begin',
                alarms: data,
                fromMs: fromMs!,
                toMs: toMs!,
                speed: Number(speed) as ExerciseSpeed,
                nowMs: performance.now(),
              });
            }}
          >
            <TextInput
              type="datetime-local"
              label={words.exercise.from}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <Choice
              label={words.exercise.length}
              value={minutes}
              onChange={setMinutes}
              of={lengths}
              unit={words.exercise.minutes}
            />
            <Choice
              label={words.exercise.speed}
              value={speed}
              onChange={setSpeed}
              of={exerciseSpeeds.map(String)}
              unit={words.exercise.times}
            />
            <p role="status" className={ui.muted}>
              {error !== null
                ? problemText(error, words)
                : fromMs === null
                  ? words.exercise.noTime
                  : data === undefined || isFetching
                    ? words.exercise.counting
                    : words.exercise.found(count)}
            </p>
            <Button
              type="submit"
              disabled={count === 0}
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
            >
              {words.exercise.begin}
            </Button>
          </form>
        </section>
        <PastExercises />
      </div>
    </div>
  );
}

function Choice({
  label,
  value,
  onChange,
  of,
  unit,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly of: readonly string[];
  readonly unit: (n: string) => string;
}) {
  return (
    <div className={style.choice}>
      <span>{label}</span>
      <SegmentedControl
        aria-label={label}
        value={value}
        onChange={onChange}
        data={of.map((one) => ({ value: one, label: unit(one) }))}
      />
    </div>
  );
}
