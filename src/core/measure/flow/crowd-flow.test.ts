import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf } from '../../../../test/support/flow-field.ts';
import { normal, randomOf } from '../../../../test/support/random.ts';
import { cameraWith, rectangle, size, zoneOn } from '../../../../test/support/scene-world.ts';
import type { Point } from '../../geometry.ts';
import { matrixOf, viewZone } from '../../zone-view.ts';
import { askFlow, createCrowdFlow, followCrowdFlow } from './crowd-flow.ts';

const camera = cameraWith([zoneOn(rectangle(-2, 0.5, 4, 4))]);
const view = viewZone(camera.zones[0]!, camera, size);

/** Mean variance of some seconds, m2/s2. @param velocity of the place, m/s; null: not known. */
function varianceOf(velocity: (at: Point, i: number, step: number) => Point | null, steps = 50): number {
  const flow = createCrowdFlow();
  askFlow(flow, view, matrixOf(camera), size);
  let [sum, n] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const field = fieldOf(flow.places!, 'zone-1', (at, i) => velocity(at, i, step));
    followCrowdFlow(flow, field, step * 200);
    const last = flow.samples.at(-1);
    if (last?.tMs !== step * 200) continue;
    sum += last.variance;
    n++;
  }
  return n === 0 ? Number.NaN : sum / n;
}

/** Half of them one way, half the other. */
const sway = (mps: number) => (_: Point, i: number) => ({ x: (i % 2 === 0 ? 1 : -1) * mps, y: 0 });

test('places that move against each other at 0.3 m/s have a variance of 0.09', () => {
  const read = varianceOf(sway(0.3));
  assert.ok(Math.abs(read - 0.09) < 0.005, `${read}`);
});

test('what stands or moves as one has none, also where ground shows between', () => {
  assert.ok(Math.abs(varianceOf(() => ({ x: 0, y: 0 }))) < 1e-6);
  assert.ok(Math.abs(varianceOf(() => ({ x: 0.8, y: 0.2 }))) < 1e-6);
  const random = randomOf(5);
  const isGround = Array.from({ length: 400 }, () => random() < 0.4);
  const holed = varianceOf((_, i) => (isGround[i] ? { x: 0, y: 0 } : { x: 0.8, y: 0 }));
  assert.ok(Math.abs(holed) < 1e-6, `${holed}`);
});

test('two who cross a standing crowd are no push', () => {
  const crossing = varianceOf((at, _, step) => {
    const x = -2 + 0.24 * (step % 17);
    return Math.hypot(at.x - x, at.y - 2.5) < 0.5 ? { x: 1.2, y: 0 } : { x: 0, y: 0 };
  });
  assert.ok(crossing < 0.005, `${crossing}`);
});

test('noise of 0.15 m/s that is another in each picture reads as nothing, and does not hide a push', () => {
  for (const seed of [1, 2, 3]) {
    console.log(`noise: seed ${seed}`);
    const random = randomOf(seed);
    const noisy = (mps: number) =>
      varianceOf((at, i) => {
        const v = sway(mps)(at, i);
        return { x: v.x + 0.15 * normal(random), y: v.y + 0.15 * normal(random) };
      });
    assert.ok(Math.abs(noisy(0)) < 0.003, 'still');
    assert.ok(Math.abs(noisy(0.3) - 0.09) < 0.01, 'pushed');
  }
});

test('nothing is said where a quarter of the places or less is known, or across a gap', () => {
  assert.ok(Number.isNaN(varianceOf((_, i) => (i % 5 === 0 ? { x: 1, y: 0 } : null))));
  const flow = createCrowdFlow();
  askFlow(flow, view, matrixOf(camera), size);
  for (const tMs of [0, 1_000, 2_000]) {
    followCrowdFlow(flow, fieldOf(flow.places!, 'zone-1', sway(0.3)), tMs);
  }
  assert.deepEqual(flow.samples, []);
});

test('a field of other places than those asked for is not read', () => {
  const flow = createCrowdFlow();
  askFlow(flow, view, matrixOf(camera), size);
  for (const tMs of [0, 200, 400]) {
    followCrowdFlow(flow, { zoneId: 'zone-1', intervalMs: 200, moved: new Float32Array(10) }, tMs);
  }
  assert.deepEqual(flow.samples, []);
});
