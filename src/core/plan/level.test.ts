import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelOf } from './level.ts';

test('a level is typed as a whole number, above and below the street', () => {
  assert.equal(levelOf('2'), 2);
  assert.equal(levelOf(' -1 '), -1);
  assert.equal(levelOf('−1'), -1);
  assert.equal(levelOf('+3'), 3);
  assert.ok(Object.is(levelOf('-0'), 0));
});

test('nothing typed is no level, and what no building has is refused', () => {
  assert.equal(levelOf(' '), null);
  for (const typed of ['1.5', 'B1', '-21', '201', '1e2', '-', '--1', '0x1'])
    assert.equal(levelOf(typed), undefined, typed);
});
