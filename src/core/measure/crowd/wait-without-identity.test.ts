import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { littleWait, waitWithoutIdentity } from './wait-without-identity.ts';

test('the k-th to leave waited since the k-th came', () => {
  assert.deepEqual(waitWithoutIdentity([0, 1_000, 2_000, 9_000], [5_000, 7_000], 10_000), {
    meanS: 5.5,
    longestS: 6,
    waiting: 2,
    nextHasWaitedS: 8,
    unmatched: 0,
  });
});

test('who leaves before anyone came is not timed, and is told', () => {
  const wait = waitWithoutIdentity([4_000], [1_000, 6_000], 10_000);
  assert.deepEqual([wait.meanS, wait.unmatched, wait.waiting], [2, 1, 0]);
  assert.deepEqual(waitWithoutIdentity([], [], 0), {
    meanS: null,
    longestS: null,
    waiting: 0,
    nextHasWaitedS: null,
    unmatched: 0,
  });
});

test('the mean is right in whatever order people leave, and Little’s law agrees with it', () => {
  const stay = fc.record({
    cameMs: fc.integer({ min: 0, max: 60_000 }),
    ms: fc.integer({ min: 1, max: 30_000 }),
  });
  fc.assert(
    fc.property(fc.array(stay, { minLength: 1, maxLength: 50 }), (stays) => {
      const came = stays.map((s) => s.cameMs).sort((a, b) => a - b);
      const left = stays.map((s) => s.cameMs + s.ms).sort((a, b) => a - b);
      const truthS = stays.reduce((sum, s) => sum + s.ms, 0) / stays.length / 1_000;
      const wait = waitWithoutIdentity(came, left, left.at(-1)!);
      assert.equal(wait.unmatched, 0);
      assert.ok(Math.abs(wait.meanS! - truthS) < 1e-9);
      // Counting who is inside in every millisecond, as a zone's count would.
      const observedS = (left.at(-1)! - came[0]!) / 1_000;
      const insideS = stays.reduce((sum, s) => sum + s.ms / 1_000, 0);
      const little = littleWait({ meanInside: insideS / observedS, leavingPerS: stays.length / observedS });
      assert.ok(Math.abs(little! - truthS) < 1e-9);
    }),
  );
  assert.equal(littleWait({ meanInside: 3, leavingPerS: 0 }), null);
});
