import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { longestIncreasing } from './longest-increasing.ts';

/** Every subsequence there is, by trying all. */
function lengthByTrying(values: readonly number[]): number {
  let longest = 0;
  for (let chosen = 0; chosen < 2 ** values.length; chosen++) {
    const taken = values.filter((_, i) => (chosen >> i) & 1);
    if (taken.every((value, i) => i === 0 || taken[i - 1]! < value))
      longest = Math.max(longest, taken.length);
  }
  return longest;
}

test('what stood still while one thing was moved is all the others', () => {
  assert.deepEqual(longestIncreasing([]), []);
  assert.deepEqual(longestIncreasing([1, 2, 3, 4, 0]), [1, 2, 3, 4]);
  assert.deepEqual(longestIncreasing([4, 0, 1, 2, 3]), [0, 1, 2, 3]);
  assert.deepEqual(longestIncreasing([3, 2, 1]).length, 1);
  assert.deepEqual(longestIncreasing([2, 2]), [2]);
});

test('it is increasing, stands in the list in this order, and none is longer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 9 }), (values) => {
      const found = longestIncreasing(values);
      let at = -1;
      for (const [i, value] of found.entries()) {
        assert.ok(i === 0 || found[i - 1]! < value);
        at = values.indexOf(value, at + 1);
        assert.notEqual(at, -1);
      }
      assert.equal(found.length, lengthByTrying(values));
    }),
  );
});
