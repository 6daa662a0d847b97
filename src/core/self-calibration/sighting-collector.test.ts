import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance, streetCamera, trackOf, watchWalkers } from '../../../test/support/walking-people.ts';
import { bandCount, collectSightings, createCollector, sightingsOf } from './sighting-collector.ts';

const size = { widthPx: 1280, heightPx: 720 };
const upright = { w: 40, h: 100 };

/** Boxes of one track, five a second. */
function watch(
  boxes: readonly { x: number; y: number; w: number; h: number }[],
  more: readonly ReturnType<typeof trackOf>[] = [],
) {
  const collector = createCollector();
  const random = chance(1);
  boxes.forEach((box, i) => {
    collectSightings(collector, [trackOf(1, box, i * 200), ...more], { atMs: i * 200, ...size, random });
  });
  collectSightings(collector, [], { atMs: boxes.length * 200, ...size, random });
  return collector;
}
const walking = (w = upright.w, h = upright.h) =>
  Array.from({ length: 40 }, (_, i) => ({ x: 200 + 10 * i, y: 300, w, h }));

test('a walker counts once in each band of rows, with the mean of the looks', () => {
  const collector = watch(walking());
  const { upright: seen, paces } = sightingsOf(collector);
  assert.equal(collector.people, 1);
  assert.equal(seen.length, 1);
  assert.ok(Math.abs(seen[0]!.foot.y - 400 / 720) < 1e-9);
  assert.ok(Math.abs(seen[0]!.headY - 300 / 720) < 1e-9);
  assert.equal(paces.length, 1);
  assert.ok(Math.abs((paces[0]!.to.x - paces[0]!.from.x) * 1280 - 100) < 1e-6, '10 px a frame, 2 s');
});

test('who stands, sits, is cut off or hidden does not count', () => {
  const still = Array.from({ length: 40 }, () => ({ x: 200, y: 300, ...upright }));
  const wide = walking(90, 100);
  const cut = walking().map((box) => ({ ...box, y: -4 }));
  for (const boxes of [still, wide, cut]) assert.equal(sightingsOf(watch(boxes)).upright.length, 0);
  const hidden = watch(walking(), [trackOf(2, { x: 150, y: 320, w: 800, h: 60 }, 0)]);
  assert.equal(sightingsOf(hidden).upright.length, 0);
});

test('however long it goes on, what is kept stays bounded, and nothing of it names a person or an instant', () => {
  const collector = watchWalkers({
    camera: streetCamera,
    people: 1_200,
    nearM: 12,
    farM: 45,
    sideM: 12,
    random: chance(5),
  });
  const { upright: seen, paces } = sightingsOf(collector);
  assert.ok(collector.people > 900);
  assert.ok(seen.length <= bandCount * 16 && paces.length <= bandCount * 16);
  assert.equal(collector.walkers.size, 0, 'who left is forgotten');
  for (const one of seen) assert.deepEqual(Object.keys(one), ['foot', 'headY']);
  for (const one of paces) assert.deepEqual(Object.keys(one), ['from', 'to', 'seconds']);
});
