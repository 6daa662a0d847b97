import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithinGroup, tidyGroup, tidyTags } from './camera-labels.ts';

test('a group is its parts, however they were spaced', () => {
  assert.equal(tidyGroup(' North / Central  station//Platforms/ '), 'North/Central station/Platforms');
  assert.equal(tidyGroup(' / '), '');
});

test('a tag stands once, whatever its case, in the way it was first written', () => {
  assert.deepEqual(tidyTags(['night', ' Roof', 'NIGHT', '', 'Ёлка', 'ёлка']), ['night', 'Roof', 'Ёлка']);
});

test('a group holds what lies within it, and not what only begins with the same letters', () => {
  assert.ok(isWithinGroup('North/Station', 'North'));
  assert.ok(isWithinGroup('North', 'North'));
  assert.ok(!isWithinGroup('Northern yard', 'North'));
  assert.ok(isWithinGroup('', ''));
});
