import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlarmView, CameraView } from '../../contract/shapes.ts';
import { dotFeatures } from './camera-dots.ts';

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
