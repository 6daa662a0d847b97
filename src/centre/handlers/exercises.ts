import { randomUUID } from 'node:crypto';
import type { ExerciseRecord } from '../../contract/exercise.ts';
import { isAllowed } from '../../core/access.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { change } from '../store/database.ts';
import { insertExercise, listExerciseAlarms, listExercises } from '../store/exercises.ts';
import { record } from '../store/ledger.ts';
import { spanRefusal } from './span.ts';

const longestMs = 2 * 3_600_000;

export function exerciseHandlers(
  centre: Centre,
): Pick<Handlers, 'exercises.material' | 'exercises.record' | 'exercises.list'> {
  const { sql } = centre;
  return {
    'exercises.material': async ({ query }) =>
      spanRefusal(query, longestMs) ?? listExerciseAlarms(sql, query),
    async 'exercises.record'({ body, who, nowMs, entry }) {
      const exercise: ExerciseRecord = {
        id: randomUUID(),
        who: who.userName,
        finishedAtMs: nowMs,
        ...body,
      };
      const { fromMs, toMs, speed, report } = body;
      const { shown, acknowledged, late } = report;
      await change(sql, async (tx) => {
        await insertExercise(tx, exercise);
        await record(tx, {
          audit: entry(exercise.id, { fromMs, toMs, speed, shown, acknowledged, late }),
        });
      });
      return exercise;
    },
    'exercises.list': ({ who }) => listExercises(sql, isAllowed(who.role, 'user.read') ? null : who.userName),
  };
}
