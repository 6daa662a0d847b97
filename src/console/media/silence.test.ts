import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchSilence } from './silence.ts';

test('a decoder that swallows frames for more than 4 s is given up, a slow camera is not', () => {
  const silence = watchSilence();
  for (let i = 0; i < 300; i++) assert.equal(silence.isTooLong(i), false, 'a burst alone is no silence');
  assert.equal(silence.isTooLong(4_001), true);
  silence.heard();
  for (let i = 0; i < 20; i++) assert.equal(silence.isTooLong(10_000 + i * 1_000), false);
});
