import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf } from './grouped-periods.ts';

const stepMs = 600_000;
const zeros = (n: number) => new Array<number>(n).fill(0);

test('few periods are a bar each', () => {
  const bars = barsOf({ fromMs: 0, stepMs, high: [1, 0], medium: [0, 2], low: [0, 0] }, 100);
  assert.deepEqual([bars.spanMs, bars.high, bars.medium], [stepMs, [1, 0], [0, 2]]);
});

test('of many periods a bar is the worst of its group, and no flood is averaged away', () => {
  const high = zeros(1_008);
  const low = zeros(1_008).fill(1);
  high[500] = 40;
  const bars = barsOf({ fromMs: 0, stepMs, high, medium: zeros(1_008), low }, 200);
  assert.ok(bars.high.length <= 200);
  assert.equal(Math.max(...bars.high), 40);
  const bar = bars.high.indexOf(40);
  assert.ok(500 * stepMs >= bars.fromMs[bar]! && 500 * stepMs < bars.fromMs[bar]! + bars.spanMs);
  assert.equal(bars.low[bar], 1);
});
