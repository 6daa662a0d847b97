import { useQuery } from '@tanstack/react-query';
import type { ExerciseRecord } from '../../contract/exercise.ts';
import { call } from '../client.ts';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './exercise.module.css';

/** How it went before: one's own, and to administrators everybody's. */
export function PastExercises() {
  const words = useWords();
  const { data, error } = useQuery({
    queryKey: ['exercises'],
    queryFn: ({ signal }) => call('exercises.list', undefined, signal),
    staleTime: 0,
  });
  return (
    <section className={ui.card}>
      <h2>{words.exercise.past}</h2>
      {error !== null ? (
        <p className={ui.muted}>{problemText(error, words)}</p>
      ) : data === undefined ? (
        <RowsSkeleton n={3} />
      ) : data.length === 0 ? (
        <p className={ui.muted}>{words.exercise.pastNone}</p>
      ) : (
        <ul className={style.past}>
          {data.map((exercise) => (
            <Row key={exercise.id} exercise={exercise} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ exercise }: { readonly exercise: ExerciseRecord }) {
  const words = useWords();
  const formats = useFormats();
  const { report } = exercise;
  return (
    <li>
      <span>
        <b>{formats.dateTime(exercise.finishedAtMs)}</b> {exercise.who}
      </span>
      <span className={ui.muted}>
        {words.exercise.summary({
          ...report,
          speed: exercise.speed,
          median: report.medianMs === null ? null : formats.latency(report.medianMs),
        })}
      </span>
    </li>
  );
}
