import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { liveEdge, newFrameClock, placeFrame } from './frame-clock.ts';

test('frames keep their distance in time', () => {
  let clock = newFrameClock;
  const times = [5_000, 5_200, 5_400, 5_610].map((capturedAtMs) => {
    const placed = placeFrame(clock, capturedAtMs);
    clock = placed.clock;
    return placed.timeMs;
  });
  assert.deepEqual(times, [0, 200, 400, 610]);
});

test('whatever the capture times do, media time rises and no step exceeds a second', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2 }), (captures) => {
      let clock = newFrameClock;
      let before = -1;
      for (const capturedAtMs of captures) {
        const placed = placeFrame(clock, capturedAtMs);
        clock = placed.clock;
        assert.ok(placed.timeMs > before);
        assert.ok(before < 0 || placed.timeMs - before <= 1_000);
        assert.ok(placed.durationMs >= 1);
        before = placed.timeMs;
      }
    }),
  );
});

test('the fallback player jumps when half a second behind and hurries when a little', () => {
  assert.deepEqual(liveEdge({ atMs: 1_000, endMs: 1_600 }), { move: 'jump', toMs: 1_599 });
  assert.deepEqual(liveEdge({ atMs: 1_000, endMs: 1_300 }), { move: 'rate', rate: 1.25 });
  assert.deepEqual(liveEdge({ atMs: 1_000, endMs: 1_100 }), { move: 'rate', rate: 1 });
});
