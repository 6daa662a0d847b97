import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodies } from './actor.ts';
import { mover, thing, worldOf } from './mover.ts';
import { queueLengthM } from './queue-chain.ts';
import { rectangle, watched } from './story/telling.ts';
import { truthOf } from './truth.ts';

const at = { startMs: 0, durationMs: 120_000, stepMs: 200 };
const yard = rectangle(0, 0, 10, 10);

test('an intrusion lasts from the foot inside to the foot outside, by way over speed', () => {
  const walker = mover(1, bodies.person, {
    fromMs: 1_000,
    from: { x: -2, y: 5 },
    steps: [{ to: { x: 12, y: 5 }, speedMps: 1 }],
  });
  const [event, ...more] = truthOf([watched('intrusion', yard)], worldOf([walker]), at);
  assert.deepEqual(more, []);
  assert.ok(Math.abs(event!.startMs - 3_000) <= 200 && Math.abs(event!.endMs - 13_000) <= 200);
});

test('a vehicle that stands for nine seconds is no event, for eleven it is', () => {
  const standing = (stayMs: number) =>
    truthOf(
      [watched('stopped-vehicle', yard)],
      worldOf([
        mover(1, bodies.car, {
          fromMs: 0,
          from: { x: 5, y: 1 },
          steps: [{ to: { x: 5, y: 5 }, speedMps: 4 }, { stayMs }, { to: { x: 5, y: 9 }, speedMps: 4 }],
        }),
      ]),
      at,
    ).length;
  assert.equal(standing(9_000), 0);
  assert.equal(standing(11_000), 1);
});

test('four vehicles that stand together are a queue and no stopped vehicle', () => {
  const cars = (count: number) =>
    worldOf(
      Array.from({ length: count }, (_, i) =>
        mover(i + 1, bodies.car, { fromMs: 0, from: { x: 1 + 2 * i, y: 5 }, steps: [{ stayMs: 30_000 }] }),
      ),
    );
  assert.equal(truthOf([watched('stopped-vehicle', yard)], cars(3), at).length, 1);
  assert.equal(truthOf([watched('stopped-vehicle', yard)], cars(4), at).length, 0);
});

test('a bag is unattended once its owner is three metres away', () => {
  const owner = mover(1, bodies.person, {
    fromMs: 0,
    from: { x: 5, y: 5 },
    steps: [{ stayMs: 10_000 }, { to: { x: 55, y: 5 }, speedMps: 1 }],
  });
  const bag = thing(2, bodies.bag, { x: 5, y: 5, fromMs: 200, toMs: 100_000 });
  const [event] = truthOf([watched('left-object', yard)], worldOf([owner, bag]), at);
  assert.ok(Math.abs(event!.startMs - 13_000) <= 400, `${event?.startMs}`);
});

test('a crossing of a line is one moment, and only what is watched counts', () => {
  const line = watched('line-crossing', [
    { x: 0, y: 5 },
    { x: 10, y: 5 },
  ]);
  const north = mover(1, bodies.person, {
    fromMs: 0,
    from: { x: 5, y: 0 },
    steps: [{ to: { x: 5, y: 10 }, speedMps: 1 }],
  });
  const [event, ...more] = truthOf([line], worldOf([north]), at);
  assert.deepEqual(more, []);
  assert.equal(event!.startMs, event!.endMs);
  assert.ok(Math.abs(event!.startMs - 5_000) <= 200);
});

test('a queue is as long as its chain of neighbours within the gap', () => {
  const inLine = (places: readonly number[]) =>
    places.map((x, i) => ({ id: i, body: bodies.person, x, y: 0, vx: 0, vy: 0, hx: 0, hy: 1 }));
  const rule = { maxSpeedMps: 0.4, gapM: 1.5 };
  assert.equal(queueLengthM(inLine([1, 2, 3, 4]), { x: 0, y: 0 }, rule), 4);
  assert.equal(queueLengthM(inLine([1, 2, 4, 5]), { x: 0, y: 0 }, rule), 2);
});
