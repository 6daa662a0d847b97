import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CameraView } from '../../contract/shapes.ts';
import { orderDock } from './dock-order.ts';

const camera = (id: string, state: CameraView['state'] = 'live') => ({ id, name: id, state }) as CameraView;
const ids = (cameras: readonly CameraView[]) => cameras.map(({ id }) => id);

test('the selected alarm comes first, then the other alarms in their order, then by name, what is off last', () => {
  const cameras = [camera('a', 'disabled'), camera('e'), camera('b'), camera('c'), camera('d')];
  const alarms = [{ cameraId: 'd' }, { cameraId: 'c' }, { cameraId: 'd' }];
  assert.deepEqual(ids(orderDock(cameras, alarms, { cameraId: 'c' })), ['c', 'd', 'b', 'e', 'a']);
});

test('the first few are the same as the first of all in order', () => {
  const someCameras = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      state: fc.constantFrom<CameraView['state']>('live', 'disabled', 'lost'),
    }),
    { selector: ({ id }) => id, maxLength: 40 },
  );
  fc.assert(
    fc.property(someCameras, fc.integer({ min: 1, max: 12 }), (some, most) => {
      const cameras = some.map(({ id, state }) => camera(id, state));
      const alarms = some.slice(0, 3).map(({ id }) => ({ cameraId: id }));
      const all = orderDock(cameras, alarms, null);
      assert.deepEqual(ids(orderDock(cameras, alarms, null, most)), ids(all).slice(0, most));
    }),
  );
});
