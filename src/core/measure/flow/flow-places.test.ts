import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rectangle, stage, views } from '../../../../sim/lab/stage.ts';
import { matrixOf, viewZone } from '../../zone-view.ts';
import { velocitiesOf } from './crowd-flow.ts';
import { flowPlaces } from './flow-places.ts';

function placesIn(view: keyof typeof views, ground: readonly [number, number, number, number]) {
  const { camera, pinhole } = stage('flow', views[view], [
    { id: 'zone', name: 'zone', shape: 'area', points: rectangle(...ground), direction: null, rules: [] },
  ]);
  const [zone] = camera.zones;
  return { pinhole, places: flowPlaces(viewZone(zone!, camera, pinhole), matrixOf(camera), pinhole) };
}

test('a body that moves on the ground is told its velocity within a tenth, from its chest in the picture', () => {
  for (const [view, ground] of [
    ['crowd', [-2.5, 11, 2.5, 16]],
    ['plaza', [-3, 11, 3, 16]],
    ['hall', [-2, 6, 2, 9]],
  ] as const) {
    const { pinhole, places } = placesIn(view, ground);
    assert.ok(places !== null);
    const { points } = places;
    for (const mps of [
      { x: 0.5, y: 0 },
      { x: 0, y: 0.5 },
    ]) {
      const moved = points.map((_, i) => {
        const foot = places.ground[i >> 1]!;
        // What is seen 0.8 of the way up a body of 1.7 m.
        const at = (s: number) => pinhole.project({ x: foot.x + s * mps.x, y: foot.y + s * mps.y, z: 1.36 })!;
        const axis = i % 2 === 0 ? 'x' : 'y';
        const sidePx = i % 2 === 0 ? pinhole.widthPx : pinhole.heightPx;
        return (at(0.1)[axis] - at(-0.1)[axis]) / sidePx;
      });
      const read = velocitiesOf(places, { zoneId: 'zone', intervalMs: 200, moved });
      for (let i = 0; i < points.length; i += 2) {
        const off = Math.hypot(read[i]! - mps.x, read[i + 1]! - mps.y);
        assert.ok(off < 0.05, `${view} at ${JSON.stringify(places.ground[i / 2])}: off by ${off} m/s`);
      }
    }
  }
});

test('however large the zone, there are no more than about four hundred places', () => {
  const small = placesIn('crowd', [-2.5, 11, 2.5, 16]).places!;
  const large = placesIn('crowd', [-5, 9, 5, 19]).places!;
  assert.ok(small.ground.length > 200 && small.ground.length <= 420, `${small.ground.length}`);
  assert.ok(large.ground.length > 200 && large.ground.length <= 420, `${large.ground.length}`);
});

test('where a pixel is coarse there are no places', () => {
  assert.equal(placesIn('platform', [-3, 60, 3, 80]).places, null);
});
