import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DecodingTimes } from './decoding-times.ts';

const step = 3_600;

/** Times of showing in decoding order: a picture that is shown later comes before `depth` that are shown earlier. */
function reordered(groups: number, depth: number): number[] {
  const order = [0];
  for (let group = 0; group < groups; group++) {
    const first = 1 + group * (depth + 1);
    order.push(first + depth, ...Array.from({ length: depth }, (_, i) => first + i));
  }
  return order.map((place) => place * step);
}

test('a stream that reorders nothing is decoded when it is shown', () => {
  const times = new DecodingTimes();
  for (let i = 0; i < 100; i++) assert.equal(times.next(1_000_000 + i * step), 1_000_000 + i * step);
});

test('decoding times grow, and from the second reordered group on none is later than its showing', () => {
  for (const depth of [1, 2, 3, 7]) {
    const times = new DecodingTimes();
    const shown = reordered(20, depth);
    const decoded = shown.map((ptsTicks) => times.next(ptsTicks));
    decoded.forEach((ticks, i) => {
      if (i > 0) assert.ok(ticks > decoded[i - 1]!, `${depth}: ${i}`);
      if (i > 2 * (depth + 1))
        assert.ok(ticks <= shown[i]!, `${depth}: picture ${i} is decoded after it is shown`);
    });
    assert.ok(shown.at(-1)! - decoded.at(-1)! <= (depth + 1) * step);
  }
});

test('whatever a stream tells, times grow until its clock is set', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 800_000 }), { maxLength: 60 }), (shown) => {
      const times = new DecodingTimes();
      const decoded = shown.map((ptsTicks) => times.next(ptsTicks));
      for (let i = 1; i < decoded.length; i++) assert.ok(decoded[i]! > decoded[i - 1]!);
    }),
  );
  const times = new DecodingTimes();
  times.next(100 * 90_000);
  assert.equal(times.next(5), 5);
  assert.equal(times.next(5 + step), 5 + step);
});
