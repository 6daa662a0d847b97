import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followHeld, type HeldCount, isLosing } from './held-count.ts';

/** [people by boxes, area] second by second. */
function follow(seconds: readonly (readonly [number, number])[]): HeldCount {
  let held: HeldCount | null = null;
  for (const [people, area] of seconds) held = followHeld(held, { people, count: people, area });
  return held!;
}

test('people whom boxes lose are held while the area they cover stays', () => {
  const held = follow([
    [5, 6],
    [16, 20],
    [8, 19],
    [4, 17],
  ]);
  assert.equal(held.people, 16);
  assert.ok(isLosing(held, 4));
  assert.ok(!isLosing(held, 14), 'two fewer are the error of boxes');
});

test('who walks out lays the ground bare and is held no longer', () => {
  const held = follow([
    [16, 20],
    [4, 20],
    [4, 8],
  ]);
  assert.ok(Math.abs(held.people - 8) < 1e-9, String(held.people));
  assert.equal(
    follow([
      [16, 20],
      [0, 0],
    ]).people,
    0,
  );
});

test('area that is covered anew brings nobody back', () => {
  const held = follow([
    [16, 20],
    [2, 2],
    [1, 20],
  ]);
  assert.ok(held.people < 3, String(held.people));
});

test('a small flicker of the area takes nobody away, however often', () => {
  const flicker = Array.from({ length: 600 }, (_, i) => [3, i % 2 === 0 ? 20 : 17] as const);
  assert.equal(follow([[16, 20], ...flicker]).people, 16);
});

test('who belongs to the empty place is not held: no area came with them', () => {
  const held = follow([
    [12, 1],
    [0, 20],
  ]);
  assert.ok(held.people <= 2.5, String(held.people));
});
