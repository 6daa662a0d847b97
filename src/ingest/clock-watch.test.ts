import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ClockWatch } from './clock-watch.ts';

const bornMs = 1_800_000_000_000;

/** A camera at 25 pictures a second for so long; `wall` and `media` say how the two clocks deviate. */
function run(
  seconds: number,
  clocks: {
    wall?: (tickMs: number) => number;
    media?: (tickMs: number) => number;
    late?: (i: number) => number;
  },
): { watch: ClockWatch; errors: number[]; steps: number[] } {
  const watch = new ClockWatch();
  const errors: number[] = [];
  const steps: number[] = [];
  for (let i = 0; i < seconds * 25; i++) {
    const takenMs = i * 40;
    const tickMs = takenMs + (clocks.late?.(i) ?? 0);
    watch.packet(takenMs + (clocks.media?.(takenMs) ?? 0), tickMs);
    if (watch.wall(bornMs + tickMs + (clocks.wall?.(tickMs) ?? 0), tickMs)) steps.push(takenMs / 1000);
    if (i % 25 === 0) errors.push(watch.errorMs(tickMs));
  }
  return { watch, errors, steps };
}

test('two clocks that keep time are not off, however the network stutters', () => {
  // Every three seconds nothing comes for one and a half, then all of it at once.
  const late = (i: number) => (i % 75 < 38 ? (38 - (i % 75)) * 40 : 0);
  const { errors, steps } = run(300, { late });
  assert.ok(Math.max(...errors) < 100, `${Math.max(...errors)}`);
  assert.deepEqual(steps, []);
});

test('a time server that turns the clock slowly sets nothing, also over a long pause', () => {
  const { watch, errors, steps } = run(300, { wall: (tickMs) => tickMs * 0.0005 });
  assert.ok(Math.max(...errors) <= 31, `${Math.max(...errors)}`);
  assert.deepEqual(steps, []);
  const hourMs = 3_600_000;
  assert.equal(watch.wall(bornMs + 300_000 + hourMs + (300_000 + hourMs) * 0.0005, 300_000 + hourMs), false);
});

test('a machine whose clock is set is off by that much, for a minute', () => {
  for (const byMs of [3_600_000, -90_000, 2_000]) {
    const { errors, steps } = run(200, { wall: (tickMs) => (tickMs < 100_000 ? 0 : byMs) });
    assert.equal(errors[99], 0);
    assert.equal(errors[100], Math.abs(byMs));
    assert.equal(errors[158], Math.abs(byMs));
    assert.equal(errors[170], 0);
    assert.deepEqual(steps, [100]);
  }
});

test('a stream whose clock jumps, or runs 5 % fast, is off', () => {
  const jump = run(200, { media: (ms) => (ms < 100_000 ? 0 : 5_000) });
  assert.equal(jump.errors[95], 0);
  assert.equal(jump.errors[125], 5_000);
  assert.equal(jump.errors[199], 0);
  const fast = run(200, { media: (ms) => ms * 0.05 });
  assert.ok(fast.errors[150]! > 1_500, `${fast.errors[150]}`);
});

test('a stream that is opened anew may count from anywhere', () => {
  const watch = new ClockWatch();
  for (let ms = 0; ms < 60_000; ms += 40) watch.packet(ms, ms);
  watch.newStream();
  for (let ms = 60_000; ms < 120_000; ms += 40) watch.packet(ms - 60_000, ms);
  assert.equal(watch.errorMs(120_000), 0);
});

test('whatever the clocks say, the error is a whole number of milliseconds and never negative', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 5_000 }),
          fc.integer({ min: -1e7, max: 1e7 }),
          fc.integer({ min: 0, max: 1e9 }),
        ),
      ),
      (looks) => {
        const watch = new ClockWatch();
        let tickMs = 0;
        for (const [stepMs, offsetMs, mediaMs] of looks) {
          tickMs += stepMs;
          watch.wall(bornMs + offsetMs, tickMs);
          watch.packet(mediaMs, tickMs);
          const errorMs = watch.errorMs(tickMs);
          assert.ok(Number.isInteger(errorMs) && errorMs >= 0);
        }
      },
    ),
  );
});
