import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counterFlowIndex } from './counter-flow-index.ts';

test('one-way is 0, as many each way is a half, whichever way is the greater', () => {
  assert.equal(counterFlowIndex(10, 0), 0);
  assert.equal(counterFlowIndex(7, 7), 0.5);
  assert.equal(counterFlowIndex(30, 10), 0.25);
  assert.equal(counterFlowIndex(10, 30), 0.25);
});

test('where nobody crosses there is no index', () => {
  assert.equal(counterFlowIndex(0, 0), null);
});
