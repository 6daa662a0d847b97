import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLocal, toLocal } from './local-time.ts';

test('an instant survives the way into the field and back, to the second', () => {
  const atMs = Date.UTC(2026, 10, 12, 4, 5, 6);
  assert.equal(fromLocal(toLocal(atMs)), atMs);
});

test('a browser that leaves the seconds out is understood, half a date is not', () => {
  const minute = Date.UTC(2026, 10, 12, 4, 5);
  assert.equal(fromLocal(toLocal(minute).slice(0, 16)), minute);
  assert.equal(fromLocal(''), null);
  assert.equal(fromLocal('2026-11-12'), null);
  assert.equal(fromLocal('2026-13-12T04:05'), null);
});
