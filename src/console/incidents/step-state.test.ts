import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shippedProcedure } from '../../core/incident/shipped/index.ts';
import { tasksOf } from '../../core/incident/task.ts';
import { currentStep, progress, stepBy } from './step-state.ts';

// The system has done the first step; the others are a person's.
const tasks = tasksOf(shippedProcedure('person-on-track').steps, 0);

test('the keys mean the first step that is open, until another one is chosen', () => {
  assert.equal(tasks[0]!.state, 'done');
  assert.equal(currentStep(tasks, null)!.id, tasks[1]!.id);
  assert.equal(currentStep(tasks, tasks[3]!.id)!.id, tasks[3]!.id);
  assert.equal(currentStep(tasks, 'of another incident')!.id, tasks[1]!.id);
  const done = tasks.map((task) => ({ ...task, state: 'done' as const }));
  assert.equal(currentStep(done, null), null);
});

test('one goes from step to step and stays at the ends', () => {
  const last = tasks.at(-1)!;
  assert.equal(stepBy(tasks, tasks[1]!.id, 1)!.id, tasks[2]!.id);
  assert.equal(stepBy(tasks, tasks[0]!.id, -1)!.id, tasks[0]!.id);
  assert.equal(stepBy(tasks, last.id, 1)!.id, last.id);
  assert.equal(stepBy(tasks, null, -1)!.id, last.id);
  assert.equal(stepBy([], null, 1), null);
});

test('what is skipped counts as dealt with', () => {
  const some = tasks.map((task, i) => (i === 1 ? { ...task, state: 'skipped' as const } : task));
  assert.deepEqual(progress(some), { done: 2, all: tasks.length });
});
