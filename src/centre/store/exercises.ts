import { ExerciseAlarm, ExerciseRecord } from '../../contract/exercise.ts';
import { json, type Query, type Tx } from './database.ts';

type AlarmRow = Omit<ExerciseAlarm, 'raisedAtMs' | 'endedMs' | 'answeredThenMs'> & {
  raisedAt: Date;
  endedAt: Date | null;
  acknowledgedAt: Date | null;
};

const mostAlarms = 1_000;

/** Alarms that were raised in [fromMs, toMs), oldest first, with the measures that caused them. */
export async function listExerciseAlarms(
  query: Query,
  span: { readonly fromMs: number; readonly toMs: number },
): Promise<ExerciseAlarm[]> {
  const rows = await query<AlarmRow[]>`
    select a.id, a.camera_id, c.name as camera_name, a.zone_name, a.kind, a.priority, a.raised_at, s.ended_at,
      a.acknowledged_at, s.because, exists (select 1 from alarm_pictures p where p.alarm_id = a.id) as has_picture
    from alarms a join cameras c on c.id = a.camera_id join situations s on s.id = a.situation_id
    where a.raised_at >= ${new Date(span.fromMs)} and a.raised_at < ${new Date(span.toMs)}
    order by a.raised_at, a.id limit ${mostAlarms}`;
  return rows.map(({ raisedAt, endedAt, acknowledgedAt, ...row }) =>
    ExerciseAlarm.parse({
      ...row,
      raisedAtMs: raisedAt.getTime(),
      endedMs: endedAt?.getTime() ?? null,
      answeredThenMs:
        acknowledgedAt === null ? null : Math.max(0, acknowledgedAt.getTime() - raisedAt.getTime()),
    }),
  );
}

type Row = {
  id: string;
  who: string;
  finishedAt: Date;
  fromAt: Date;
  toAt: Date;
  speed: number;
  report: unknown;
};

export async function insertExercise(tx: Tx, exercise: ExerciseRecord): Promise<void> {
  await tx`
    insert into exercises (id, who, finished_at, from_at, to_at, speed, report)
    values (${exercise.id}, ${exercise.who}, ${new Date(exercise.finishedAtMs)}, ${new Date(exercise.fromMs)},
      ${new Date(exercise.toMs)}, ${exercise.speed}, ${json(exercise.report)})`;
}

/** Finished in a span. */
export async function countExercises(
  query: Query,
  span: { readonly fromMs: number; readonly toMs: number },
): Promise<number> {
  const [row] = await query<{ n: number }[]>`
    select count(*)::int as n from exercises
    where finished_at >= ${new Date(span.fromMs)} and finished_at < ${new Date(span.toMs)}`;
  return row!.n;
}

/** Newest first. @param who null: everybody's. */
export async function listExercises(query: Query, who: string | null): Promise<ExerciseRecord[]> {
  const rows = await query<Row[]>`
    select * from exercises where ${who}::text is null or who = ${who} order by finished_at desc limit 100`;
  return rows.map(({ finishedAt, fromAt, toAt, ...row }) =>
    ExerciseRecord.parse({
      ...row,
      finishedAtMs: finishedAt.getTime(),
      fromMs: fromAt.getTime(),
      toMs: toAt.getTime(),
    }),
  );
}
