import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isChatter } from './chatter.ts';

const rule = { times: 3, withinMs: 600_000 };

test('the third beginning in ten minutes joins the alarm before it', () => {
  assert.ok(!isChatter([], 1_000_000, rule));
  assert.ok(!isChatter([900_000], 1_000_000, rule));
  assert.ok(isChatter([900_000, 950_000], 1_000_000, rule));
});

test('what lies further back does not count', () => {
  assert.ok(!isChatter([399_999, 950_000], 1_000_000, rule));
  assert.ok(isChatter([400_000, 950_000], 1_000_000, rule));
});
