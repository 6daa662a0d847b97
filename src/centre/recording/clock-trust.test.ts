import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClockTrust } from './clock-trust.ts';

const hourMs = 3_600_000;

function world() {
  const at = { nowMs: Date.UTC(2026, 10, 3), tickMs: 1_000 };
  const leaps: number[] = [];
  const trust = createClockTrust({
    nowMs: () => at.nowMs,
    tickMs: () => at.tickMs,
    onLeap: (aheadMs) => void leaps.push(aheadMs),
  });
  const pass = (ms: number) => {
    at.nowMs += ms;
    at.tickMs += ms;
  };
  return { at, leaps, trust, pass };
}

test('a clock that runs, drifts, or is set by some seconds is trusted', () => {
  const { at, leaps, trust, pass } = world();
  for (let i = 0; i < 100; i++) {
    pass(600_000);
    at.nowMs += (i % 7) * 1_000 - 3_000;
    assert.ok(trust.isTrusted());
  }
  assert.deepEqual(leaps, []);
});

test('a clock that leaps a month ahead deletes nothing for an hour, and then does as it says', () => {
  const { at, leaps, trust, pass } = world();
  pass(600_000);
  at.nowMs += 30 * 24 * hourMs;
  assert.ok(!trust.isTrusted());
  pass(hourMs / 2);
  assert.ok(!trust.isTrusted());
  pass(hourMs / 2);
  assert.ok(trust.isTrusted());
  assert.equal(leaps.length, 1);
});

test('one that is set right again is trusted at once', () => {
  const { at, trust, pass } = world();
  at.nowMs += 30 * 24 * hourMs;
  assert.ok(!trust.isTrusted());
  pass(600_000);
  at.nowMs -= 30 * 24 * hourMs;
  assert.ok(trust.isTrusted());
});
