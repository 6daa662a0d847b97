import assert from 'node:assert/strict';
import { test } from 'node:test';
import { periodOf, spanOf } from './period.ts';

const dayMs = 86_400_000;

test('the address says the period; without one, or with one that cannot be, it is a week', () => {
  assert.deepEqual(periodOf({ days: 31 }), { days: 31 });
  for (const search of [
    {},
    { days: 3 },
    { days: 'many' },
    { from: 5 },
    { from: 9, to: 5 },
    { from: 0, to: 32 * dayMs },
  ])
    assert.deepEqual(periodOf(search), { days: 7 });
  assert.deepEqual(periodOf({ from: 5, to: 9 }), { fromMs: 5, toMs: 9 });
});

test('within a minute the same period is the same question', () => {
  const at = (ms: number) => spanOf({ days: 1 }, 1_700_000_040_000 + ms);
  assert.deepEqual(at(1), at(59_999));
  assert.equal(at(1).toMs - at(1).fromMs, dayMs);
});
