import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDoubtfulCrowd } from './doubtful-people.ts';

const areaM2 = 25;

test('many half seen and few counted are a crowd; as many beside those who are counted are not', () => {
  const is = (doubtful: number, counted: number, isKnown = false) =>
    isDoubtfulCrowd({ doubtful, counted, areaM2 }, isKnown);
  assert.equal(is(20, 2), true);
  assert.equal(is(10, 9), false, 'people in the open');
  assert.equal(is(5, 0), false, 'a hedge');
  assert.equal(isDoubtfulCrowd({ doubtful: 20, counted: 2, areaM2: 400 }, false), false, 'a whole square');
});

test('a crowd that is known is not forgotten when a few fewer are half seen', () => {
  const flickering = { doubtful: 12, counted: 2, areaM2 };
  assert.equal(isDoubtfulCrowd(flickering, false), false);
  assert.equal(isDoubtfulCrowd(flickering, true), true);
  assert.equal(isDoubtfulCrowd({ doubtful: 3, counted: 2, areaM2 }, true), false);
});
