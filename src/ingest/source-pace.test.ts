import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AnalysisPace } from './source-pace.ts';

function dueOf(analysisFps: number, times: readonly number[]): number[] {
  const pace = new AnalysisPace(analysisFps);
  return times.filter((time) => pace.isDue(time));
}

test('of 25 frames a second every fifth is due at 5 a second', () => {
  const times = Array.from({ length: 100 }, (_, i) => 1_000 + i * 40);
  assert.deepEqual(
    dueOf(5, times),
    times.filter((_, i) => i % 5 === 0),
  );
});

test('all frames are due where the source is slower than the analysis, or no rate is set', () => {
  const times = Array.from({ length: 20 }, (_, i) => i * 500);
  assert.equal(dueOf(5, times).length, 20);
  assert.equal(
    dueOf(
      Number.POSITIVE_INFINITY,
      Array.from({ length: 50 }, (_, i) => i * 20),
    ).length,
    50,
  );
});

test('a clock that jumps, forwards or back, starts afresh instead of bursting or starving', () => {
  const first = Array.from({ length: 50 }, (_, i) => i * 40);
  const ahead = first.map((time) => time + 3_600_000);
  assert.equal(dueOf(5, [...first, ...ahead]).length, 20);
  assert.equal(dueOf(5, [...ahead, ...first]).length, 20);
});

test('whatever the jitter, the rate is kept within one frame', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 15 }),
      fc.array(fc.integer({ min: -15, max: 15 }), { minLength: 250, maxLength: 250 }),
      (analysisFps, jitter) => {
        const times = jitter.map((ms, i) => i * 40 + ms);
        const due = dueOf(analysisFps, times).length;
        const wanted = analysisFps * 10;
        assert.ok(Math.abs(due - wanted) <= 2, `${due} of ${wanted}`);
      },
    ),
  );
});
