/** A past span as an exercise: what is played, and how it went. */
import { z } from 'zod';
import { exerciseSpeeds } from '../core/exercise.ts';
import { Alarm, Id, Measure, SituationKind, UtcMs } from './shapes.ts';

export const ExerciseAlarm = z.object({
  id: z.uuid(),
  cameraId: Id,
  cameraName: z.string(),
  zoneName: z.string().nullable(),
  kind: SituationKind,
  priority: Alarm.shape.priority,
  raisedAtMs: UtcMs,
  endedMs: UtcMs.nullable(),
  hasPicture: z.boolean(),
  because: z.array(Measure),
  answeredThenMs: z
    .number()
    .nullable()
    .describe('From raised to acknowledged when it was real; null: nobody did'),
});
export type ExerciseAlarm = z.infer<typeof ExerciseAlarm>;

const Duration = z.number().min(0).max(7_200_000);
export const ExerciseReport = z
  .object({
    shown: z.number().int().min(0).max(1_000),
    acknowledged: z.number().int().min(0).max(1_000),
    late: z.number().int().min(0).max(1_000),
    medianMs: Duration.nullable(),
    p95Ms: Duration.nullable(),
    medianThenMs: z.number().min(0).nullable(),
  })
  .refine(({ shown, acknowledged, late }) => acknowledged <= shown && late <= shown, {
    message: 'no more are acknowledged or late than were shown',
  });

export const ExerciseDraft = z
  .object({
    fromMs: UtcMs,
    toMs: UtcMs,
    speed: z.literal([...exerciseSpeeds]),
    report: ExerciseReport,
  })
  .refine(({ fromMs, toMs }) => fromMs < toMs, { message: 'the span ends before it begins' });
export type ExerciseDraft = z.infer<typeof ExerciseDraft>;

export const ExerciseRecord = z.object({
  id: z.uuid(),
  /** Who exercised. */
  who: z.string(),
  finishedAtMs: UtcMs,
  fromMs: UtcMs,
  toMs: UtcMs,
  speed: z.number(),
  report: ExerciseReport,
});
export type ExerciseRecord = z.infer<typeof ExerciseRecord>;
