import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, useEffect, useState } from 'react';
import { call } from '../client.ts';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './exercise.module.css';
import type { ExerciseAction, ExerciseStep } from './exercise-state.ts';

type Report = Extract<ExerciseStep, { step: 'report' }>;

/** How it went, kept as soon as it is over. */
export function ExerciseResult({
  state,
  dispatch,
}: {
  readonly state: Report;
  readonly dispatch: Dispatch<ExerciseAction>;
}) {
  const words = useWords();
  const formats = useFormats();
  const keeping = useKept(state);
  const { report } = state;
  const time = (ms: number | null) => (ms === null ? '–' : formats.latency(ms));
  const rows: readonly (readonly [string, string])[] = [
    [words.exercise.shown, formats.number(report.shown)],
    [words.exercise.acknowledged, formats.number(report.acknowledged)],
    [words.exercise.late, formats.number(report.late)],
    [words.exercise.median, time(report.medianMs)],
    [words.exercise.p95, time(report.p95Ms)],
    [words.exercise.medianThen, time(report.medianThenMs)],
  ];
  return (
    <div className={ui.page}>
      <header className={ui.pageHead}>
        <h1>{words.exercise.resultTitle}</h1>
        <p role="status">
          {keeping.error !== null
            ? problemText(keeping.error, words)
            : keeping.isKept
              ? words.exercise.kept
              : words.exercise.keeping}
        </p>
      </header>
      <section className={ui.card}>
        <dl className={style.result}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className={ui.muted}>{words.exercise.resultNote}</p>
        <div className={style.resultActions}>
          {keeping.error !== null && (
            <Button variant="default" onClick={keeping.retry}>
              {words.exercise.keepAgain}
            </Button>
          )}
          <Button onClick={() => dispatch({ type: 'again' })}>{words.exercise.again}</Button>
        </div>
      </section>
    </div>
  );
}

function useKept({ exercise, report }: Report) {
  const queries = useQueryClient();
  const [kept, setKept] = useState<{ isKept: boolean; error: unknown; tries: number }>({
    isKept: false,
    error: null,
    tries: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each try
  useEffect(() => {
    const aborter = new AbortController();
    const { fromMs, toMs, speed } = exercise;
    call('exercises.record', { body: { fromMs, toMs, speed, report } }, aborter.signal).then(
      () => {
        setKept((old) => ({ ...old, isKept: true, error: null }));
        void queries.invalidateQueries({ queryKey: ['exercises'] });
      },
      (error) => {
        if (!aborter.signal.aborted) setKept((old) => ({ ...old, error }));
      },
    );
    return () => aborter.abort();
  }, [kept.tries]);
  const retry = () => setKept((old) => ({ ...old, error: null, tries: old.tries + 1 }));
  return { isKept: kept.isKept, error: kept.error, retry };
}
