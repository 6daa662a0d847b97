import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reconnectDelayMs } from './back-off.ts';

test('waits grow twofold to 15 s and no further', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 1_000].map((attempt) => reconnectDelayMs(attempt, 1)),
    [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000],
  );
});

test('jitter takes up to half of the wait away', () => {
  assert.equal(reconnectDelayMs(3, 0), 2_000);
  assert.equal(reconnectDelayMs(3, 0.5), 3_000);
});
