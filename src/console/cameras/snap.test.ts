import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Zone } from '../../core/zone.ts';
import { snap, snapTargets } from './snap.ts';

const size = { w: 640, h: 360 };
const zone: Zone = {
  id: 'a',
  name: 'A',
  shape: 'area',
  points: [
    { x: 0.25, y: 0.25 },
    { x: 0.75, y: 0.25 },
    { x: 0.5, y: 0.75 },
  ],
  direction: null,
  rules: [],
};
const targets = snapTargets([zone], null);

test('a point near a corner of another zone takes that corner', () => {
  assert.deepEqual(snap({ x: 0.255, y: 0.26 }, targets, size), { at: { x: 0.25, y: 0.25 }, to: 'corner' });
});

test('a point near a side slides along it', () => {
  const { at, to } = snap({ x: 0.5, y: 0.26 }, targets, size);
  assert.equal(to, 'side');
  assert.deepEqual(at, { x: 0.5, y: 0.25 });
});

test('the closing side counts too', () => {
  assert.equal(snap({ x: 0.38, y: 0.5 }, targets, size).to, 'side');
});

test('a point near the border goes to the border, in a corner to both', () => {
  assert.deepEqual(snap({ x: 0.99, y: 0.5 }, targets, size), { at: { x: 1, y: 0.5 }, to: 'border' });
  assert.deepEqual(snap({ x: 0.005, y: 0.995 }, targets, size).at, { x: 0, y: 1 });
});

test('far from everything a point stays, and a zone does not stick to itself', () => {
  assert.deepEqual(snap({ x: 0.5, y: 0.5 }, targets, size), { at: { x: 0.5, y: 0.5 }, to: null });
  assert.equal(snap({ x: 0.25, y: 0.25 }, snapTargets([zone], 'a'), size).to, null);
});
