import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poissonInterval } from './poisson-interval.ts';

test('the interval of a count is the exact one of the tables', () => {
  const published: [number, number, number][] = [
    [0, 0, 3.6889],
    [5, 1.6235, 11.6683],
    [100, 81.364, 121.6268],
  ];
  for (const [events, low, high] of published) {
    const interval = poissonInterval(events);
    assert.ok(Math.abs(interval.low - low) < 1e-4, `${events}: ${interval.low}`);
    assert.ok(Math.abs(interval.high - high) < 1e-4, `${events}: ${interval.high}`);
  }
});

test('large counts come close to their square root', () => {
  const { low, high } = poissonInterval(10_000);
  assert.ok(Math.abs(low - 9_805) < 3 && Math.abs(high - 10_198) < 3, `${low} ${high}`);
});
