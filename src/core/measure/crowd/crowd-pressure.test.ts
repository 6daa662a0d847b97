import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowdPressure, localPressure, velocityVariance } from './crowd-pressure.ts';
import { localDensity, localVelocity } from './local-density.ts';

test('variance is of the vectors: sideways swaying counts as much as forwards', () => {
  assert.equal(
    velocityVariance([
      { x: 1, y: 0 },
      { x: -1, y: 0 },
    ]),
    1,
  );
  assert.equal(
    velocityVariance([
      { x: 1, y: 1 },
      { x: -1, y: -1 },
    ]),
    2,
  );
  assert.equal(
    velocityVariance([
      { x: 5, y: 1 },
      { x: 3, y: 1 },
    ]),
    1,
  );
});

test('one velocity has no variance, so no pressure', () => {
  assert.equal(crowdPressure(4, [{ x: 1, y: 0 }]), null);
  assert.equal(crowdPressure(4, []), null);
  assert.equal(localPressure({ x: 0, y: 0 }, [], 1), null);
  assert.equal(localPressure({ x: 0, y: 0 }, [{ id: 1, at: { x: 0, y: 0 }, velocity: null }], 1), null);
});

test('one person is 1/(pi R²) where they stand, and falls off by e at a distance of R', () => {
  const at = { x: 2, y: 3 };
  assert.equal(localDensity(at, [at], 2), 1 / (4 * Math.PI));
  const beside = localDensity({ x: 4, y: 3 }, [at], 2);
  assert.ok(Math.abs(beside - 1 / (4 * Math.PI * Math.E)) < 1e-15);
});

test('the local velocity is that of whoever is near', () => {
  const walkers = [
    { id: 1, at: { x: 0, y: 0 }, velocity: { x: 1, y: 0 } },
    { id: 2, at: { x: 10, y: 0 }, velocity: { x: -1, y: 2 } },
    { id: 3, at: { x: 0, y: 0 }, velocity: null },
  ];
  const near = localVelocity({ x: 0, y: 0 }, walkers, 1)!;
  assert.ok(Math.abs(near.x - 1) < 1e-12 && Math.abs(near.y) < 1e-12);
  assert.deepEqual(localVelocity({ x: 5, y: 0 }, walkers, 1), { x: 0, y: 1 });
  assert.equal(localVelocity({ x: 1_000, y: 0 }, walkers, 1), null);
});
