import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CameraView } from '../../contract/shapes.ts';
import { type Bounds, camerasToMark, mostMarks, widened } from './in-view.ts';

/** Cameras in a row eastwards, a degree apart. */
function row(count: number): Map<string, CameraView> {
  return new Map(
    Array.from({ length: count }, (_, i) => [
      `c${i}`,
      { id: `c${i}`, position: { latitude: 0, longitude: i } } as CameraView,
    ]),
  );
}
const around = (west: number, east: number): Bounds => [west, -1, east, 1];
const ids = (cameras: readonly CameraView[]) => cameras.map(({ id }) => id);

test('a small site is marked whole, wherever the map looks', () => {
  const { cameras, areBare } = camerasToMark(row(mostMarks), [], around(900, 901));
  assert.equal(cameras.length, mostMarks);
  assert.equal(areBare, false);
});

test('of thousands those in view are marked once they are few enough', () => {
  const { cameras, areBare } = camerasToMark(row(5_000), [], around(9.5, 12.5));
  assert.deepEqual(ids(cameras), ['c10', 'c11', 'c12']);
  assert.equal(areBare, false);
});

test('where too many are in view, only those with alarms are marked, bare, the first of the queue first', () => {
  const alarms = ['c70', 'c4999', 'c30', 'c70'].map((cameraId) => ({ cameraId }));
  const { cameras, areBare } = camerasToMark(row(5_000), alarms, around(0, 100));
  assert.deepEqual(ids(cameras), ['c70', 'c30']);
  assert.equal(areBare, true);
});

test('of alarms that would hide each other the first is marked', () => {
  const alarms = ['c30', 'c31', 'c33', 'c36'].map((cameraId) => ({ cameraId }));
  assert.deepEqual(ids(camerasToMark(row(5_000), alarms, around(0, 100)).cameras), ['c30', 'c36']);
});

test('a flood marks no more than can be told apart', () => {
  const cameras = row(5_000);
  const alarms = [...cameras.keys()].map((cameraId) => ({ cameraId }));
  assert.ok(camerasToMark(cameras, alarms, around(-1, 5_000)).cameras.length <= 24);
});

test('a view is widened by a share of itself', () => {
  assert.deepEqual(widened([10, 20, 14, 22], 0.5), [8, 19, 16, 23]);
});
