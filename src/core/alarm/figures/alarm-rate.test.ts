import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countsByPeriod, floodsIn, mostInTenMinutes, periodMs } from './alarm-rate.ts';

const minuteMs = 60_000;
const midnightMs = Date.UTC(2026, 10, 3);
const day = { fromMs: midnightMs, toMs: midnightMs + 1_440 * minuteMs };
const at = (...minutes: number[]) => minutes.map((minute) => midnightMs + minute * minuteMs);
/** So many, evenly, from a minute on. */
const burst = (n: number, fromMinute: number, overMinutes: number) =>
  at(...Array.from({ length: n }, (_, i) => fromMinute + (i * overMinutes) / n));

test('ten alarms in ten minutes are no flood, eleven are one', () => {
  assert.deepEqual(floodsIn(day, burst(10, 60, 9)), []);
  const [flood, ...more] = floodsIn(day, burst(11, 60, 9));
  assert.deepEqual(more, []);
  assert.equal(flood!.alarms, 11);
  assert.equal(flood!.fromMs, at(60)[0]);
});

test('a flood is over when fewer than five came in the last ten minutes', () => {
  const stream = burst(11, 60, 9);
  // The fifth from the end leaves the last ten minutes: then four are left.
  assert.equal(floodsIn(day, stream)[0]!.toMs, stream.at(-5)! + periodMs);
});

test('alarms that keep coming keep the flood going, and a second burst after a calm is a second flood', () => {
  const going = [...burst(11, 60, 9), ...at(70, 71.5, 73, 74.5, 76, 77.5, 79)];
  assert.equal(floodsIn(day, going).length, 1);
  assert.equal(floodsIn(day, going)[0]!.alarms, 18);
  assert.equal(floodsIn(day, [...burst(11, 60, 9), ...burst(11, 120, 9)]).length, 2);
});

test('a flood that goes on at the end of the span ends with it', () => {
  const [flood] = floodsIn(day, burst(20, 1_430, 9));
  assert.equal(flood!.toMs, day.toMs);
});

test('ten minutes are counted wherever they begin, not only on the clock', () => {
  const across = burst(8, 66, 8);
  assert.equal(mostInTenMinutes(across), 8);
  const { counts } = countsByPeriod(day, across);
  assert.deepEqual([counts[6], counts[7]], [4, 4]);
  assert.equal(mostInTenMinutes(at(0, 10)), 1, 'ten minutes apart are not within ten minutes');
  assert.equal(mostInTenMinutes([]), 0);
});

test('whatever comes, periods hold every alarm, and floods are apart, in order and inside the span', () => {
  const stream = fc
    .array(fc.integer({ min: 0, max: 1_440 * 60 - 1 }), { maxLength: 300 })
    .map((seconds) => seconds.sort((a, b) => a - b).map((s) => midnightMs + s * 1_000));
  fc.assert(
    fc.property(stream, (atMs) => {
      const { counts } = countsByPeriod(day, atMs);
      assert.equal(
        counts.reduce((n, count) => n + count, 0),
        atMs.length,
      );
      const most = mostInTenMinutes(atMs);
      assert.ok(most >= Math.max(...counts));
      const floods = floodsIn(day, atMs);
      assert.equal(floods.length > 0, most > 10);
      let lastMs = day.fromMs;
      for (const flood of floods) {
        assert.ok(flood.fromMs >= lastMs && flood.toMs > flood.fromMs && flood.toMs <= day.toMs);
        assert.ok(flood.alarms > 10);
        assert.equal(
          flood.alarms,
          atMs.filter((ms) => ms >= flood.fromMs && ms < flood.toMs).length,
          'each alarm of its time, and no other',
        );
        lastMs = flood.toMs;
      }
    }),
    { numRuns: 500 },
  );
});
