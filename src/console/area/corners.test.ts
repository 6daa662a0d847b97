import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cornersOf, cornersText } from './corners.ts';

test('corners are read as people write them, and what is none is said', () => {
  assert.deepEqual(cornersOf(''), []);
  assert.deepEqual(cornersOf('55.7, 37.6\n55.8 37.6\n\n55.8;37.7')?.at(2), {
    latitude: 55.8,
    longitude: 37.7,
  });
  assert.equal(cornersOf('55.7, 37.6\n55.8, 37.6'), null);
  assert.equal(cornersOf('here\nthere\nover there'), null);
  assert.equal(cornersOf('95, 37\n1, 1\n2, 2'), null);
});

test('an area that is opened again reads as it was stored', () => {
  const area = cornersOf('55.75, 37.61\n-1.5, 0\n0, -179.9');
  assert.deepEqual(cornersOf(cornersText(area!)), area);
});
