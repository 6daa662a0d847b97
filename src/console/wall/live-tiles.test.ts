import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { liveTiles, usualLiveLimit } from './live-tiles.ts';

const tile = (place: number, isPushed = false, isWaiting = false) => ({ place, isPushed, isWaiting });

test('what was pushed plays before what waits, and that before the rest', () => {
  const tiles = [tile(0), tile(1, false, true), tile(2), tile(5, true)];
  assert.deepEqual([...liveTiles(tiles, 1)], [5]);
  assert.deepEqual([...liveTiles(tiles, 2)], [5, 1]);
  assert.deepEqual([...liveTiles(tiles, 3)], [5, 1, 0]);
});

test('never more play than may, and none is left out while there is room', () => {
  const any = fc.array(fc.record({ isPushed: fc.boolean(), isWaiting: fc.boolean() }), { maxLength: 16 });
  fc.assert(
    fc.property(any, fc.integer({ min: 0, max: 20 }), (marks, most) => {
      const tiles = marks.map((mark, place) => ({ place, ...mark }));
      const live = liveTiles(tiles, most);
      assert.equal(live.size, Math.min(most, tiles.length));
      const left = tiles.filter(({ place }) => !live.has(place));
      assert.ok(
        !left.some(({ isPushed }) => isPushed) || tiles.every((one) => one.isPushed || !live.has(one.place)),
      );
    }),
  );
});

test('a small machine begins with few', () => {
  assert.deepEqual([1, 2, 4, 8, 64].map(usualLiveLimit), [1, 4, 4, 16, 16]);
});
