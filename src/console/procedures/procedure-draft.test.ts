import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doerOf, doers, mostSteps, type Step, stepsFaults } from '../../core/incident/procedure.ts';
import { shippedProcedure } from '../../core/incident/shipped/index.ts';
import { automaticOf, changeDraft, faultOf } from './procedure-draft.ts';

const { steps } = shippedProcedure('fire');
const ids = (list: readonly Step[]) => list.map(({ id }) => id);

test('a step is moved by one place, and not beyond an end', () => {
  const [first, second, ...others] = ids(steps);
  assert.deepEqual(ids(changeDraft(steps, { type: 'moved', at: 0, by: 1 })), [second, first, ...others]);
  assert.equal(changeDraft(steps, { type: 'moved', at: 0, by: -1 }), steps);
  assert.equal(changeDraft(steps, { type: 'moved', at: steps.length - 1, by: 1 }), steps);
});

test('what the system does by itself is neither required nor due, whatever was set before', () => {
  const must = changeDraft(steps, {
    type: 'changed',
    at: 1,
    change: { isRequired: true, dueAfterMs: 60_000 },
  });
  for (const doer of doers) {
    const next = changeDraft(must, { type: 'changed', at: 1, change: { automatic: automaticOf(doer) } });
    assert.equal(doerOf(next[1]!), doer);
    assert.deepEqual(stepsFaults(next), [], doer);
    assert.equal(next[1]!.isRequired, doer === 'person');
  }
});

test('a new step has an identity of its own, also after one was removed, and there is an end to them', () => {
  const added = { type: 'added', beside: steps } as const;
  let draft: readonly Step[] = changeDraft(steps, added);
  draft = changeDraft(changeDraft(draft, { type: 'removed', at: 1 }), added);
  assert.equal(new Set(ids(draft)).size, draft.length);
  for (let i = 0; i < 2 * mostSteps; i++) draft = changeDraft(draft, added);
  assert.equal(draft.length, mostSteps);
});

test('a new step is not taken for one of the version before that was removed', () => {
  const before = changeDraft(steps, { type: 'added', beside: steps });
  const without = changeDraft(before, { type: 'removed', at: steps.length });
  const after = changeDraft(without, { type: 'added', beside: before });
  assert.equal(after.length, before.length);
  assert.ok(!ids(before).includes(after.at(-1)!.id));
});

test('a language without words is left out, and a step without any is in the way of saving', () => {
  const english = changeDraft(steps, { type: 'worded', at: 0, language: 'ru', text: '' });
  assert.deepEqual(Object.keys(english[0]!.text), ['en']);
  assert.equal(faultOf(english), null);
  const silent = changeDraft(english, { type: 'worded', at: 0, language: 'en', text: ' ' });
  assert.deepEqual(faultOf(silent), { is: 'empty', step: 1 });
  const told = changeDraft(english, { type: 'changed', at: 2, change: { automatic: automaticOf('notify') } });
  assert.deepEqual(faultOf(told), { is: 'nobody', step: 3 });
});
