import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Health } from '../../contract/shapes.ts';
import { type History, remember, sparkline } from './history.ts';

function health(atMs: number, p95Ms: number | null): Health {
  return {
    atMs,
    isHealthy: true,
    findings: [],
    cameras: [],
    processes: [],
    database: { isUp: true, latencyMs: 1, sizeBytes: 1 },
    viewers: 0,
    stages: [{ stage: 'detect', p50Ms: 1, p95Ms, count: 1, dropped: 0 }],
  };
}

test('history holds ten minutes and no more', () => {
  let history: History = new Map();
  for (let i = 0; i < 300; i++) history = remember(history, health(i, i));
  assert.equal(history.get('detect')?.length, 120);
  assert.equal(history.get('detect')?.at(-1)?.value, 299);
});

test('the same answer drawn twice is one point', () => {
  const once = remember(new Map(), health(5, 1));
  assert.equal(remember(once, health(5, 1)), once);
});

test('a stage that stopped leaves a gap in its line', () => {
  const points = [1, 2, null, 3, 4].map((value, atMs) => ({ atMs, value }));
  assert.equal(sparkline(points, 100, 20).match(/M/g)?.length, 2);
  assert.equal(sparkline(points.slice(0, 1), 100, 20), '');
});
