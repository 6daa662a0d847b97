import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ArrivalClock, FilmClock } from './source-clock.ts';

test('a frame of a film is due at the start of the run plus its media time', () => {
  const clock = new FilmClock(1_000_000, 10);
  assert.deepEqual(
    [500, 600, 800].map((media) => clock.atMs(media)),
    [1_000_000, 1_000_100, 1_000_300],
  );
  assert.equal(clock.playedMs, 300);
  assert.equal(clock.endMs, 1_000_400);
});

test('frames without a time stamp follow each other at the rate of the film', () => {
  const clock = new FilmClock(1_000_000, 20);
  assert.deepEqual(
    [null, null, null].map((media) => clock.atMs(media)),
    [1_000_000, 1_000_050, 1_000_100],
  );
});

test('a film that fell behind goes on from now', () => {
  const clock = new FilmClock(0, 10);
  clock.atMs(0);
  assert.equal(clock.atMs(100), 100);
  assert.equal(clock.slip(5_000), 5_100);
  assert.equal(clock.atMs(200), 5_200);
});

test('bursts of the network do not reach the capture times', () => {
  const clock = new ArrivalClock();
  const takenMs = Array.from({ length: 200 }, (_, i) => i * 40);
  // Every fifth packet comes at once, the four before it wait for it.
  const atMs = takenMs.map((media, i) => clock.atMs(media, 50_000 + media + (4 - (i % 5)) * 40));
  const steps = atMs.slice(20).map((at, i) => at - atMs[19 + i]!);
  assert.ok(
    Math.max(...steps) - Math.min(...steps) <= 10,
    `steps ${Math.min(...steps)} to ${Math.max(...steps)}`,
  );
});

test('a camera whose clock runs a little slow is followed', () => {
  const clock = new ArrivalClock();
  let lagMs = 0;
  for (let i = 0; i < 25 * 3_600; i++) {
    const arrivedMs = i * 40;
    lagMs = arrivedMs - clock.atMs(arrivedMs * 0.9999, arrivedMs);
  }
  assert.ok(lagMs < 20, `${lagMs} ms`);
});

test('capture times always grow, and none lies after its arrival by more than the forced step', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.option(fc.integer({ min: 0, max: 1e7 })), fc.integer({ min: 0, max: 200 })), {
        maxLength: 100,
      }),
      (frames) => {
        const clock = new ArrivalClock();
        let arrivedMs = 1_000_000;
        let lastMs = 0;
        for (const [mediaMs, stepMs] of frames) {
          arrivedMs += stepMs;
          const atMs = clock.atMs(mediaMs, arrivedMs);
          assert.ok(atMs > lastMs && Number.isInteger(atMs));
          assert.ok(atMs <= Math.max(arrivedMs + 1, lastMs + 1));
          lastMs = atMs;
        }
      },
    ),
  );
});

test('a machine whose clock is set back takes the capture times with it, and they grow from there', () => {
  const clock = new ArrivalClock();
  const hourMs = 3_600_000;
  for (let i = 0; i < 100; i++) clock.atMs(i * 40, 2 * hourMs + i * 40);
  const atMs = Array.from({ length: 100 }, (_, i) => clock.atMs(4_000 + i * 40, hourMs + 4_000 + i * 40));
  assert.equal(atMs[0], hourMs + 4_000);
  assert.equal(atMs[99], hourMs + 4_000 + 99 * 40);
});
