import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classicDensity, meanSpeedInside } from './classic-density.ts';

const zone = [
  { x: 0, y: 0 },
  { x: 3, y: 0 },
  { x: 3, y: 2 },
  { x: 0, y: 2 },
];

test('who stands on the outline is not in the zone', () => {
  const people = [
    { x: 1, y: 1 },
    { x: 0, y: 1 },
    { x: 3, y: 2 },
    { x: 1.5, y: 0 },
    { x: 2.9, y: 1.9 },
  ];
  assert.equal(classicDensity(people, zone), 2 / 6);
  assert.equal(classicDensity([], zone), 0);
});

test('the mean speed is of those inside whose speed is known; of nobody there is none', () => {
  const walker = (x: number, mps: number | null) => ({
    id: x,
    at: { x, y: 1 },
    velocity: mps === null ? null : { x: 0, y: -mps },
  });
  assert.equal(meanSpeedInside([walker(1, 1), walker(2, 2), walker(2.5, null), walker(9, 9)], zone), 1.5);
  assert.equal(meanSpeedInside([walker(2.5, null), walker(9, 9)], zone), null);
});
