import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tourStepAt } from './wall-tour.ts';

const steps = [
  { layoutId: 'a', seconds: 10 },
  { layoutId: 'b', seconds: 30 },
  { layoutId: 'c', seconds: 20 },
];

test('each layout stands for its time, and after the last comes the first', () => {
  const at = (s: number) => tourStepAt(steps, s * 1_000)!;
  assert.deepEqual(at(0), { index: 0, remainingMs: 10_000 });
  assert.deepEqual(at(9.5), { index: 0, remainingMs: 500 });
  assert.deepEqual(at(10), { index: 1, remainingMs: 30_000 });
  assert.deepEqual(at(59), { index: 2, remainingMs: 1_000 });
  assert.deepEqual(at(60), at(0));
});

test('whenever one looks, waiting out the step leads to the next one', () => {
  const seconds = fc.array(fc.integer({ min: 5, max: 3_600 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(seconds, fc.integer({ min: 0, max: 2e12 }), (all, nowMs) => {
      const tour = all.map((each) => ({ layoutId: 'x', seconds: each }));
      const { index, remainingMs } = tourStepAt(tour, nowMs)!;
      assert.ok(remainingMs > 0 && remainingMs <= all[index]! * 1_000);
      const next = tourStepAt(tour, nowMs + remainingMs)!;
      assert.equal(next.index, (index + 1) % all.length);
      assert.equal(next.remainingMs, all[next.index]! * 1_000);
    }),
  );
});

test('a tour without steps stands nowhere', () => {
  assert.equal(tourStepAt([], 1_000), null);
});
