import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ageOf, type ClockOffset, noOffset, observeOffset, offsetMs } from './clock-offset.ts';

function after(messages: readonly [sentAtMs: number, arrivedAtMs: number][]): ClockOffset {
  return messages.reduce(
    (offset, [sentAtMs, arrivedAtMs]) => observeOffset(offset, { sentAtMs, arrivedAtMs }),
    noOffset,
  );
}

test('a browser clock that runs 90 s ahead does not age the picture', () => {
  const offset = after([
    [1_000, 91_004],
    [1_200, 91_260],
    [1_400, 91_403],
  ]);
  assert.equal(offsetMs(offset), 90_003);
  assert.equal(ageOf(1_390, 91_403, offset), 10);
});

test('the estimate is the true offset plus the fastest delay of the window, whatever the other delays', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 100 }),
      (trueOffsetMs, delays) => {
        let sentAtMs = 1_700_000_000_000;
        const messages = delays.map((delayMs): [number, number] => {
          sentAtMs += 200;
          return [sentAtMs, sentAtMs + trueOffsetMs + delayMs];
        });
        assert.equal(offsetMs(after(messages)), trueOffsetMs + Math.min(...delays));
      },
    ),
  );
});

test('a server clock set back by a minute is believed once the old window has passed', () => {
  const messages: [number, number][] = [];
  for (let atMs = 0; atMs < 10_000; atMs += 200) messages.push([atMs, atMs + 5]);
  for (let atMs = 10_000; atMs < 60_000; atMs += 200) messages.push([atMs - 60_000, atMs + 5]);
  assert.equal(offsetMs(after(messages)), 60_005);
});

test('an age is never negative and nothing observed means the clocks are taken as equal', () => {
  assert.equal(ageOf(2_000, 1_000, noOffset), 0);
  assert.equal(ageOf(2_000, 2_700, noOffset), 700);
});

test('a message without a sending time is ignored', () => {
  assert.deepEqual(observeOffset(noOffset, { sentAtMs: Number.NaN, arrivedAtMs: 5 }), noOffset);
});
