import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FlowGate } from './flow-gate.ts';

test('a giver waits while its taker is behind, and goes on when there is room or nobody takes any more', async () => {
  const gate = new FlowGate(10);
  await gate.take(10);
  let isThrough = false;
  const waiting = gate.take(5).then(() => {
    isThrough = true;
  });
  gate.give(4);
  await Promise.resolve();
  assert.equal(isThrough, false);
  gate.give(1);
  await waiting;
  const left = gate.take(100);
  gate.open();
  await left;
});
