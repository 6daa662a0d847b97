import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FigureLook } from '../film/figure-look.ts';
import { randomOf } from '../random.ts';
import { someLook } from '../scene/cast.ts';
import { stepWalkers, type Walker } from './walkers.ts';

const look: FigureLook = someLook(randomOf(1));

function walker(id: number, from: { x: number; y: number }, to: { x: number; y: number }): Walker {
  return {
    id,
    look,
    heightM: 1.75,
    speedMps: 1.3,
    legs: [{ to }],
    legIndex: 0,
    x: from.x,
    y: from.y,
    vx: 0,
    vy: 0,
    heading: 0,
    stride: 0,
    stayedSinceMs: null,
    stance: 'walking',
  };
}

function run(
  walkers: Walker[],
  seconds: number,
  walls: Parameters<typeof stepWalkers>[1],
  each: () => void,
): void {
  for (let i = 0; i < seconds * 20; i++) {
    stepWalkers(walkers, walls, i * 50, 0.05);
    each();
  }
}

test('a walker alone reaches its wished speed and its goal, then is gone', () => {
  const alone = walker(1, { x: 0, y: 0 }, { x: 0, y: 20 });
  const walkers = [alone];
  let fastest = 0;
  run(walkers, 20, [], () => {
    fastest = Math.max(fastest, Math.hypot(alone.vx, alone.vy));
  });
  assert.ok(Math.abs(fastest - 1.3) < 0.02, `${fastest}`);
  assert.equal(walkers.length, 0);
});

test('two who meet head-on pass each other without touching', () => {
  const walkers = [
    walker(1, { x: 0, y: 0 }, { x: 0, y: 14 }),
    walker(2, { x: 0.05, y: 14 }, { x: 0.05, y: 0 }),
  ];
  const [a, b] = [walkers[0]!, walkers[1]!];
  let nearest = 99;
  run(walkers, 25, [], () => {
    nearest = Math.min(nearest, Math.hypot(a.x - b.x, a.y - b.y));
  });
  assert.ok(nearest > 0.4, `${nearest} m`);
  assert.equal(walkers.length, 0);
});

test('a wall across the way is never passed', () => {
  const walkers = [walker(1, { x: 0, y: 0 }, { x: 0, y: 10 })];
  const wall = [
    { x: -5, y: 5 },
    { x: 5, y: 5 },
  ] as const;
  run(walkers, 15, [wall], () => assert.ok(walkers[0]!.y < 5));
});
