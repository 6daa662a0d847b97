import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rationalisation } from '../../alarm/rationalisation.ts';
import { incidentKinds } from '../incident.ts';
import { stepsFaults } from '../procedure.ts';
import { shippedProcedures } from './index.ts';

test('every kind of incident has a procedure that is whole, in English and in Russian', () => {
  assert.deepEqual(
    shippedProcedures.map(({ kind }) => kind),
    [...incidentKinds],
  );
  for (const { kind, steps } of shippedProcedures) {
    assert.deepEqual(stepsFaults(steps), [], kind);
    for (const { id, text } of steps) {
      assert.match(text.en ?? '', /^[A-Z][^!]+[.?]$/, `${kind} ${id}`);
      assert.match(text.ru ?? '', /^[А-ЯЁ][^!A-Za-z]+[.?]$/, `${kind} ${id}`);
    }
  }
});

test('the first thing a person does comes while it still helps', () => {
  for (const { kind, steps } of shippedProcedures) {
    if (!(kind in rationalisation)) continue;
    const { timeToRespondMs } = rationalisation[kind as keyof typeof rationalisation];
    const first = steps.find(({ automatic }) => automatic === null);
    assert.ok(first?.dueAfterMs !== null && first!.dueAfterMs! <= timeToRespondMs, kind);
  }
});
