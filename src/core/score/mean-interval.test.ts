import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meanInterval, studentT95 } from './mean-interval.ts';

test("Student's t at 95 % is the one of the published tables", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  for (const [freedom, t] of [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [9, 2.262],
    [10, 2.228],
    [19, 2.093],
    [30, 2.042],
    [100, 1.984],
  ] as const) {
    assert.ok(Math.abs(studentT95(freedom) - t) < 0.0006, `${freedom}: ${studentT95(freedom)}`);
  }
});

test('the mean of 1..5 is 3, give or take 1.96', () => {
  // Variance 2.5, standard error sqrt(0.5), t 2.776.
  const { value, low, high } = meanInterval([1, 2, 3, 4, 5])!;
  assert.equal(value, 3);
  assert.ok(Math.abs(high - 4.963) < 0.001 && Math.abs(low - 1.037) < 0.001);
});

test('one value has no interval, nor has none', () => {
  assert.equal(meanInterval([2]), null);
  assert.equal(meanInterval([]), null);
});
