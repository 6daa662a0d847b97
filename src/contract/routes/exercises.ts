/** Exercises: past alarms played once more for one operator. */
import { z } from 'zod';
import { ExerciseAlarm, ExerciseDraft, ExerciseRecord } from '../exercise.ts';
import { defineRoutes } from '../route.ts';
import { Span } from './parameters.ts';

export const exercisesRoutes = defineRoutes({
  'exercises.material': {
    method: 'GET',
    path: '/api/exercises/material',
    permission: 'exercise.run',
    audit: null,
    summary:
      'The alarms of a past span of at most two hours, oldest first, at most 1,000, to be played once more',
    query: Span,
    reply: z.array(ExerciseAlarm),
  },
  'exercises.record': {
    method: 'POST',
    path: '/api/exercises',
    permission: 'exercise.run',
    audit: 'exercise.finished',
    summary: 'Keeps how an exercise went',
    body: ExerciseDraft,
    reply: ExerciseRecord,
  },
  'exercises.list': {
    method: 'GET',
    path: '/api/exercises',
    permission: 'exercise.run',
    audit: null,
    summary: 'Exercises, newest first: your own, and to administrators everybody’s',
    reply: z.array(ExerciseRecord),
  },
});
