import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  answer,
  beginExercise,
  clockOf,
  type ExerciseItem,
  exerciseSpeeds,
  goOn,
  isOver,
  pause,
  reportOf,
  shownOf,
} from './exercise.ts';

const fromMs = 1_800_000_000_000;
const span = { fromMs, toMs: fromMs + 600_000, speed: 5 } as const;

function item(id: string, atS: number, rest: Partial<ExerciseItem> = {}): ExerciseItem {
  return {
    id,
    priority: 'high',
    raisedAtMs: fromMs + atS * 1_000,
    endedMs: null,
    respondWithinMs: 60_000,
    answeredThenMs: null,
    ...rest,
  };
}
const states = (exercise: Parameters<typeof shownOf>[0], nowMs: number) =>
  shownOf(exercise, nowMs).map((shown) => `${shown.item.id} ${shown.state}`);

test('alarms come in their order and rhythm, as much faster as was wished', () => {
  const exercise = beginExercise([item('b', 100), item('a', 50), item('outside', 700)], span, 0);
  assert.deepEqual(states(exercise, 9_999), []);
  assert.deepEqual(states(exercise, 10_000), ['a unacknowledged']);
  assert.deepEqual(states(exercise, 20_000), ['a unacknowledged', 'b unacknowledged']);
  assert.equal(isOver(exercise, 119_999), false);
  assert.equal(isOver(exercise, 120_000), true);
});

test('an alarm is acknowledged, returns, and is normal once both happened, in either order', () => {
  const items = [
    item('first', 10, { endedMs: fromMs + 100_000 }),
    item('second', 10, { endedMs: fromMs + 20_000 }),
  ];
  const begun = beginExercise(items, span, 0);
  const acknowledged = answer(begun, 'first', 3_000);
  assert.deepEqual(states(acknowledged, 3_000), ['first acknowledged', 'second unacknowledged']);
  assert.deepEqual(states(acknowledged, 4_000), ['first acknowledged', 'second returned-unacknowledged']);
  assert.deepEqual(states(answer(acknowledged, 'second', 5_000), 20_000), ['first normal', 'second normal']);
});

test('what has not come cannot be answered, and nothing is answered twice', () => {
  const begun = beginExercise([item('a', 50)], span, 0);
  assert.equal(answer(begun, 'a', 9_000), begun);
  assert.equal(answer(begun, 'nothing', 9_000), begun);
  const once = answer(begun, 'a', 12_000);
  assert.equal(answer(once, 'a', 30_000), once);
});

test('times are those the operator lived through, pauses left out', () => {
  const begun = beginExercise([item('a', 50), item('b', 55, { answeredThenMs: 40_000 })], span, 0);
  const rested = goOn(pause(begun, 11_000), 111_000);
  const done = answer(answer(rested, 'a', 113_000), 'b', 114_000);
  const report = reportOf(done, 114_000);
  assert.deepEqual([...done.answers.values()], [3_000, 3_000]);
  assert.deepEqual(report, {
    shown: 2,
    acknowledged: 2,
    late: 0,
    medianMs: 3_000,
    p95Ms: 3_000,
    medianThenMs: 40_000,
  });
});

test('late is who was answered after the time there is, or not at all in it', () => {
  const items = [item('soon', 0), item('late', 0), item('never', 0), item('new', 500)];
  let exercise = beginExercise(items, span, 0);
  exercise = answer(exercise, 'soon', 30_000);
  exercise = answer(exercise, 'late', 61_000);
  assert.equal(reportOf(exercise, 105_000).late, 2);
});

test('whatever is pressed and whenever, its clock never runs back and its figures add up', () => {
  const press = fc.record({
    waitMs: fc.integer({ min: -500, max: 30_000 }),
    what: fc.constantFrom('pause', 'go on', 'answer'),
    id: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(press, { maxLength: 40 }), fc.constantFrom(...exerciseSpeeds), (presses, speed) => {
      let exercise = beginExercise(
        Array.from({ length: 10 }, (_, i) => item(`${i}`, 60 * i)),
        { ...span, speed },
        0,
      );
      let nowMs = 0;
      let lastMs = fromMs;
      for (const { waitMs, what, id } of presses) {
        nowMs += Math.max(0, waitMs);
        if (what === 'pause') exercise = pause(exercise, nowMs);
        else if (what === 'go on') exercise = goOn(exercise, nowMs);
        else exercise = answer(exercise, `${id}`, nowMs);
        const clockMs = clockOf(exercise, nowMs);
        assert.ok(clockMs >= lastMs && clockMs <= span.toMs);
        lastMs = clockMs;
        const { shown, acknowledged, late } = reportOf(exercise, nowMs);
        assert.ok(acknowledged <= shown && late <= shown);
        assert.equal(acknowledged, exercise.answers.size);
      }
    }),
  );
});
