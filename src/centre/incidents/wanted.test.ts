import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantedOf } from './wanted.ts';

test('a word means the kinds that are called so, in either language', () => {
  assert.deepEqual(
    wantedOf(' Fire   пожар gate').map(({ word, kinds }) => [word, kinds]),
    [
      ['fire', ['fire']],
      ['пожар', ['fire']],
      ['gate', []],
    ],
  );
  assert.deepEqual(wantedOf('  '), []);
});
