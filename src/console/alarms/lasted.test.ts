import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRepeated, lastedMs } from './lasted.ts';

test('an alarm lasts from the first sign, before it was raised, to its end', () => {
  const alarm = { raisedAtMs: 10_000, returnedAtMs: 30_000, situation: { sinceMs: 8_000 } };
  assert.equal(isRepeated(alarm), false);
  assert.equal(lastedMs(alarm, 99_000), 22_000);
  assert.equal(lastedMs({ ...alarm, returnedAtMs: null }, 40_000), 32_000);
});

test('one that came back before anybody had noticed lasts from when it was raised first', () => {
  const alarm = { raisedAtMs: 10_000, returnedAtMs: null, situation: { sinceMs: 60_000 } };
  assert.equal(isRepeated(alarm), true);
  assert.equal(lastedMs(alarm, 70_000), 60_000);
});
