import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from './bulk-state.ts';

test('what was typed is tidied into the change that is sent', () => {
  assert.deepEqual(changeOf('group', ' North / Yard '), { group: 'North/Yard' });
  assert.deepEqual(changeOf('group', ''), { group: '' });
  assert.deepEqual(changeOf('level', ' -1'), { level: -1 });
  assert.deepEqual(changeOf('level', ''), { level: null });
  assert.deepEqual(changeOf('addTags', 'roof, , night '), { addTags: ['roof', 'night'] });
  assert.deepEqual(changeOf('off', 'whatever'), { isEnabled: false });
});

test('nothing typed, or more than fits, is no change', () => {
  assert.equal(changeOf('removeTags', ' , '), null);
  assert.equal(changeOf('level', 'cellar'), null);
  assert.equal(changeOf('group', 'x'.repeat(121)), null);
  assert.equal(changeOf('addTags', 'x'.repeat(41)), null);
});
