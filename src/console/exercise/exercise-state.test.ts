import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExerciseAlarm } from '../../contract/exercise.ts';
import { choose, current, type ExerciseStep, exerciseReducer, queueOf } from './exercise-state.ts';

const fromMs = 1_800_000_000_000;
const someId = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

function alarm(n: number, rest: Partial<ExerciseAlarm> = {}): ExerciseAlarm {
  return {
    id: someId(n),
    cameraId: 'square',
    cameraName: 'Square',
    zoneName: 'Track 2',
    kind: 'intrusion',
    priority: 'high',
    raisedAtMs: fromMs + n * 1_000,
    endedMs: null,
    hasPicture: false,
    because: [],
    answeredThenMs: null,
    ...rest,
  };
}

function run(alarms: readonly ExerciseAlarm[]): Extract<ExerciseStep, { step: 'run' }> {
  const state = exerciseReducer(choose, {
    type: 'begin',
    alarms,
    fromMs,
    toMs: fromMs + 60_000,
    speed: 1,
    nowMs: 0,
  });
  assert.ok(state.step === 'run');
  return state;
}
const currentOf = (state: ExerciseStep, nowMs: number) =>
  state.step === 'run' ? (current(state, nowMs)?.item.id ?? null) : null;

test('the highest comes first, of equal ones the newest, and what is acknowledged last', () => {
  const state = run([alarm(1), alarm(2, { priority: 'low' }), alarm(3)]);
  const ids = queueOf(state.exercise, 4_000).map(({ item }) => item.id);
  assert.deepEqual(ids, [someId(3), someId(1), someId(2)]);
  const answered = exerciseReducer(state, { type: 'answer', nowMs: 4_000 });
  assert.ok(answered.step === 'run');
  assert.deepEqual(
    queueOf(answered.exercise, 4_000).map(({ item }) => item.id),
    [someId(1), someId(2), someId(3)],
  );
  assert.equal(currentOf(answered, 4_000), someId(1));
});

test('one steps along the queue and stays at its ends', () => {
  let state: ExerciseStep = run([alarm(1), alarm(2), alarm(3)]);
  const step = (by: 1 | -1) => {
    state = exerciseReducer(state, { type: 'step', by, nowMs: 4_000 });
    return currentOf(state, 4_000);
  };
  assert.deepEqual([step(1), step(1), step(1), step(-1)], [someId(2), someId(1), someId(1), someId(2)]);
});

test('a real alarm stops it, and while it stands nothing of it is answered', () => {
  const state = exerciseReducer(run([alarm(1)]), { type: 'interrupt', nowMs: 2_000 });
  assert.ok(state.step === 'run' && state.isInterrupted && state.exercise.ranAtMs === null);
  assert.equal(exerciseReducer(state, { type: 'answer', nowMs: 3_000 }), state);
  const on = exerciseReducer(state, { type: 'pause-or-go-on', nowMs: 9_000 });
  assert.ok(on.step === 'run' && !on.isInterrupted && on.exercise.ranAtMs === 9_000);
});

test('it ends with its span or when it is ended, and its report is of what was shown till then', () => {
  const state = run([alarm(1), alarm(50)]);
  assert.equal(exerciseReducer(state, { type: 'tick', nowMs: 59_000 }).step, 'run');
  const over = exerciseReducer(state, { type: 'tick', nowMs: 60_000 });
  assert.ok(over.step === 'report' && over.report.shown === 2);
  const ended = exerciseReducer(state, { type: 'end', nowMs: 10_000 });
  assert.ok(ended.step === 'report' && ended.report.shown === 1);
  assert.equal(exerciseReducer(ended, { type: 'again' }), choose);
});
