import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Slot } from './source-slot.ts';

function slot() {
  const discarded: number[] = [];
  return { discarded, slot: new Slot<number>((value) => discarded.push(value)) };
}

test('the newest value replaces the waiting one, which is discarded and counted', async () => {
  const { slot: s, discarded } = slot();
  for (const value of [1, 2, 3]) s.put(value);
  assert.equal(await s.take(), 3);
  assert.deepEqual(discarded, [1, 2]);
  assert.equal(s.droppedCount, 2);
});

test('a taker that waits gets the next value at once', async () => {
  const { slot: s, discarded } = slot();
  const taken = s.take();
  s.put(7);
  assert.equal(await taken, 7);
  assert.deepEqual(discarded, []);
});

test('a giver that must lose nothing waits until its value was taken', async () => {
  const { slot: s, discarded } = slot();
  const given: number[] = [];
  const giver = (async () => {
    for (const value of [1, 2, 3]) {
      await s.untilEmpty();
      s.put(value);
      given.push(value);
    }
  })();
  await Promise.resolve();
  assert.deepEqual(given, [1]);
  assert.deepEqual([await s.take(), await s.take(), await s.take()], [1, 2, 3]);
  await giver;
  assert.deepEqual(discarded, []);
});

test('closing discards what waits, or leaves it for the taker of an ended film', async () => {
  const live = slot();
  live.slot.put(1);
  live.slot.close();
  assert.equal(await live.slot.take(), null);
  live.slot.put(2);
  assert.deepEqual(live.discarded, [1, 2]);
  const film = slot();
  film.slot.put(1);
  film.slot.close({ keepsLast: true });
  assert.equal(await film.slot.take(), 1);
  assert.equal(await film.slot.take(), null);
});

test('closing wakes a taker and a giver that wait', async () => {
  const { slot: s } = slot();
  const taken = s.take();
  s.close();
  assert.equal(await taken, null);
  const full = slot().slot;
  full.put(1);
  const empty = full.untilEmpty();
  full.close();
  await empty;
});
