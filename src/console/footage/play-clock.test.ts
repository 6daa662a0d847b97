import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clockAt, forwardSpeeds, type PlayClock, showsKeysOnly, shuttled, turned } from './play-clock.ts';

const still: PlayClock = { atMs: 1_000_000, tickMs: 500, speed: 1, isPlaying: false };

test('a clock that stands shows the same instant; one that plays goes with its speed', () => {
  assert.equal(clockAt(still, 9_999), 1_000_000);
  assert.equal(clockAt({ ...still, isPlaying: true, speed: 4 }, 1_500), 1_004_000);
  assert.equal(clockAt({ ...still, isPlaying: true, speed: -2 }, 1_500), 998_000);
});

test('no change of speed, pause or play moves the clock by itself', () => {
  const change = fc.record({
    speed: fc.constantFrom(...forwardSpeeds, -1, -4),
    isPlaying: fc.boolean(),
    afterMs: fc.nat(5_000),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      let clock = still;
      let tickMs = still.tickMs;
      let expectedMs = still.atMs;
      for (const { afterMs, ...how } of changes) {
        tickMs += afterMs;
        if (clock.isPlaying) expectedMs += afterMs * clock.speed;
        clock = turned(clock, tickMs, how);
        assert.ok(Math.abs(clockAt(clock, tickMs) - expectedMs) < 1e-3);
      }
    }),
  );
});

test('L goes faster with every press and stops at 16, J turns round', () => {
  let clock = still;
  const speeds = Array.from({ length: 7 }, () => {
    clock = { ...clock, ...shuttled(clock, 1) };
    return clock.speed;
  });
  assert.deepEqual(speeds, [1, 2, 4, 8, 16, 16, 16]);
  assert.deepEqual(shuttled(clock, -1), { speed: -1, isPlaying: true });
  assert.deepEqual(shuttled({ ...clock, speed: -1, isPlaying: true }, -1), { speed: -2, isPlaying: true });
});

test('nine cameras at twice the speed show key frames only, one shows every picture', () => {
  assert.equal(showsKeysOnly(2, 9), true);
  assert.equal(showsKeysOnly(1, 9), false);
  assert.equal(showsKeysOnly(8, 1), false);
  assert.equal(showsKeysOnly(-1, 1), true);
});
