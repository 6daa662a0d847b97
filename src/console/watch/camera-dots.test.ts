import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlarmView, CameraView } from '../../contract/shapes.ts';
import { type DotFeature, dotChanges, dotFeatures } from './camera-dots.ts';

const camera = (id: string, state: CameraView['state'], hasPlace = true) =>
  ({ id, state, position: hasPlace ? { latitude: 1, longitude: 2 } : null }) as CameraView;
const alarm = (cameraId: string, priority: AlarmView['priority'], state: AlarmView['state']) =>
  ({ cameraId, priority, state }) as AlarmView;

test('a dot is as urgent as the highest alarm of its camera that nobody has acknowledged', () => {
  const features = dotFeatures(
    [camera('a', 'live'), camera('b', 'live'), camera('c', 'live')],
    [
      alarm('a', 'low', 'unacknowledged'),
      alarm('a', 'high', 'unacknowledged'),
      alarm('b', 'high', 'acknowledged'),
      alarm('c', 'low', 'returned-unacknowledged'),
    ],
  );
  assert.deepEqual(
    features.map(({ properties }) => [properties.id, properties.urgency]),
    [
      ['a', 3],
      ['b', 0],
      ['c', 1],
    ],
  );
});

test('a camera that is lost or failed is dead, one that is switched off is not, one without a place has no dot', () => {
  const features = dotFeatures(
    [
      camera('lost', 'lost'),
      camera('failed', 'failed'),
      camera('off', 'disabled'),
      camera('nowhere', 'lost', false),
    ],
    [],
  );
  assert.deepEqual(
    features.map(({ properties }) => [properties.id, properties.dead]),
    [
      ['lost', 1],
      ['failed', 1],
      ['off', 0],
    ],
  );
  assert.deepEqual(features[0]!.geometry.coordinates, [2, 1]);
});

test('only dots that are new, changed or gone are handed over', () => {
  const dots = (states: readonly [string, CameraView['state']][], alarms: readonly AlarmView[] = []) =>
    dotFeatures(
      states.map(([id, state]) => camera(id, state)),
      alarms,
    );
  const drawn = (features: readonly DotFeature[]) => new Map(features.map((dot) => [dot.properties.id, dot]));
  const before = dots([
    ['a', 'live'],
    ['b', 'live'],
    ['c', 'live'],
  ]);
  assert.equal(dotChanges(drawn(before), structuredClone(before)), null);
  const after = dots(
    [
      ['a', 'live'],
      ['b', 'lost'],
      ['d', 'live'],
    ],
    [alarm('a', 'high', 'unacknowledged')],
  );
  const changes = dotChanges(drawn(before), after);
  assert.deepEqual(
    changes?.add?.map(({ properties }) => properties),
    [
      { id: 'a', urgency: 3, dead: 0 },
      { id: 'b', urgency: 0, dead: 1 },
      { id: 'd', urgency: 0, dead: 0 },
    ],
  );
  assert.deepEqual(changes?.remove, ['c']);
  const moved = {
    ...before[0]!,
    geometry: { type: 'Point' as const, coordinates: [2, 3] as [number, number] },
  };
  assert.deepEqual(dotChanges(drawn(before), [moved, before[1]!, before[2]!])?.add, [moved]);
});
