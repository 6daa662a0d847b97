import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitted, tilesOf, wallShapes } from './wall-layout.ts';

test('cameras keep their places when the shape changes, as far as it has places', () => {
  assert.deepEqual(fitted(['a', null, 'c'], '4'), ['a', null, 'c', null]);
  assert.deepEqual(fitted(['a', 'b', 'c'], '1'), ['a']);
  for (const shape of wallShapes) assert.equal(fitted([], shape).length, tilesOf[shape]);
});
