import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areDropsHigh, droppedShareOf } from './drops-high.ts';

test('more than one frame in a hundred is too many, once a hundred were due', () => {
  assert.equal(areDropsHigh({ framesAnalysed: 990, framesDropped: 10 }), false);
  assert.equal(areDropsHigh({ framesAnalysed: 989, framesDropped: 11 }), true);
  assert.equal(areDropsHigh({ framesAnalysed: 50, framesDropped: 50 }), false);
});

test('of no frames none is dropped', () => {
  assert.equal(droppedShareOf({ framesAnalysed: 0, framesDropped: 0 }), 0);
  assert.equal(droppedShareOf({ framesAnalysed: 3, framesDropped: 1 }), 0.25);
});
