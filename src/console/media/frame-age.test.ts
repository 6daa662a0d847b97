import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatsFor } from '../words/formats.ts';
import { ageText, frameAge } from './frame-age.ts';

test('a picture is fresh under 1 s, late to 5 s, then stale', () => {
  assert.equal(frameAge(null), 'none');
  assert.equal(frameAge(0), 'fresh');
  assert.equal(frameAge(999), 'fresh');
  assert.equal(frameAge(1_000), 'late');
  assert.equal(frameAge(5_000), 'late');
  assert.equal(frameAge(5_001), 'stale');
});

test('an age reads in tenths, seconds, minutes and hours, and is never rounded up', () => {
  const en = formatsFor('en');
  assert.equal(ageText(1_390, en), '1.3 s');
  assert.equal(ageText(12_900, en), '12 s');
  assert.equal(ageText(200_000, en), '03:20');
  assert.equal(ageText(8_040_000, en), '2 h 14 min');
  assert.equal(ageText(1_390, formatsFor('ru')), '1,3 с');
});
