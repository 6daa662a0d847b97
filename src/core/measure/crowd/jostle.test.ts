import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../geometry.ts';
import { localPressure } from './crowd-pressure.ts';
import { type Jostler, jostleAmong } from './jostle.ts';

const grid = (velocityOf: (row: number, column: number) => Point, rest: Partial<Jostler> = {}): Jostler[] =>
  Array.from({ length: 144 }, (_, i) => {
    const [row, column] = [Math.floor(i / 12), i % 12];
    const isInZone = row >= 3 && row < 9 && column >= 3 && column < 9;
    return { at: { x: column, y: row }, velocity: velocityOf(row, column), errorMps: 0, isInZone, ...rest };
  });
const opposed = (row: number, column: number) => ({ x: (row + column) % 2 === 0 ? 0.2 : -0.2, y: 0 });
const near = (a: number, b: number, by: number) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test('one to a square metre at 0.2 m/s against their neighbours is 0.04 /s2', () => {
  near(jostleAmong(grid(opposed))!.pressurePerS2, 0.04, 0.001);
});

test('without errors it is the mean of the local pressures', () => {
  const crowd = grid(opposed);
  const walkers = crowd.map((p, id) => ({ id, at: p.at, velocity: p.velocity }));
  const places = crowd.filter((p) => p.isInZone);
  const mean = places.reduce((sum, p) => sum + localPressure(p.at, walkers, 1)!, 0) / places.length;
  near(jostleAmong(crowd)!.pressurePerS2, mean, 1e-4);
});

test('walking together adds nothing, however fast', () => {
  near(jostleAmong(grid(() => ({ x: 1.5, y: 0.3 })))!.pressurePerS2, 0, 1e-9);
});

test('what the errors of the velocities would read as is told and taken off', () => {
  const { pressurePerS2, noisePerS2 } = jostleAmong(grid(opposed, { errorMps: 0.1 }))!;
  // Twice 0.01, less what the mean shares of it.
  assert.ok(noisePerS2 > 0.014 && noisePerS2 <= 0.02, String(noisePerS2));
  near(pressurePerS2 + noisePerS2, 0.04, 0.001);
});

test('a few tracks that hop among people who stand are left out, a push among neighbours is not', () => {
  const still = grid((row, column) => ({ x: 0.02 * ((row * 7 + column * 3) % 5) - 0.04, y: 0 }));
  const calm = jostleAmong(still)!.pressurePerS2;
  const hopping = still.map((p, i) => (i % 9 === 0 ? { ...p, velocity: { x: 1, y: 0.5 } } : p));
  assert.ok(jostleAmong(hopping)!.pressurePerS2 <= calm + 0.001);
  const pushed = grid((row, column) =>
    row > 4 && row < 9 ? { x: (row + column) % 2 === 0 ? 0.5 : -0.5, y: 0 } : { x: 0, y: 0 },
  );
  assert.ok(jostleAmong(pushed)!.pressurePerS2 > 0.08);
});

test('fewer than two people are no crowd', () => {
  assert.equal(jostleAmong([]), null);
  assert.equal(jostleAmong(grid(opposed).slice(39, 40)), null);
});
