import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '../../core/detection.ts';
import { suppress } from './suppression.ts';

const person = (x: number, score: number): Detection => ({
  category: 'person',
  score,
  box: { x, y: 0, w: 10, h: 20 },
});

test('of boxes that overlap the best stays, and those beside it stay too', () => {
  const kept = suppress([person(0, 0.5), person(2, 0.9), person(40, 0.3)], 0.5);
  assert.deepEqual(
    kept.map(({ score }) => score),
    [0.9, 0.3],
  );
});

test('a box that overlaps only a suppressed one stays', () => {
  const kept = suppress([person(0, 0.9), person(4, 0.8), person(8, 0.7)], 0.3);
  assert.deepEqual(
    kept.map(({ box }) => box.x),
    [0, 8],
  );
});

test('a rider does not suppress the bicycle', () => {
  const bicycle: Detection = { ...person(0, 0.6), category: 'bicycle' };
  assert.equal(suppress([person(0, 0.9), bicycle], 0.5).length, 2);
});
