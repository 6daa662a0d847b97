import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binomialInterval } from './binomial-interval.ts';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 5e-5, `${actual} is not ${expected}`);

test('nothing in ten trials still allows 31 per cent', () => {
  const { low, high } = binomialInterval(0, 10);
  assert.equal(low, 0);
  near(high, 1 - 0.025 ** (1 / 10)); // closed form
});

test('the interval agrees with published tables', () => {
  // Clopper & Pearson for 8 of 10 and 5 of 100, as in R's binom.test.
  near(binomialInterval(8, 10).low, 0.4439);
  near(binomialInterval(8, 10).high, 0.9748);
  near(binomialInterval(5, 100).low, 0.0164);
  near(binomialInterval(5, 100).high, 0.1128);
});

test('the interval of the misses mirrors that of the hits', () => {
  for (const [k, n] of [
    [0, 4650],
    [4, 4650],
    [37, 4650],
    [4646, 4650],
    [11, 22],
  ] as const) {
    const hits = binomialInterval(k, n);
    const misses = binomialInterval(n - k, n);
    near(hits.low, 1 - misses.high);
    near(hits.high, 1 - misses.low);
    assert.ok(hits.low <= k / n && k / n <= hits.high);
  }
});
