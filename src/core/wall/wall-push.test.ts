import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostPushes, pushLastsMs, standing, tilesShown, type WallPush, withPush } from './wall-push.ts';

const push = (cameraId: string, pushedAtMs: number) => ({
  id: `${cameraId}-${pushedAtMs}`,
  cameraId,
  alarmId: null,
  pushedBy: 'ada',
  pushedAtMs,
});
const cameras = (pushes: readonly WallPush[]) => pushes.map(({ cameraId }) => cameraId);

test('the newest stands first, a camera stands once, and of too many the oldest goes', () => {
  let pushes: readonly WallPush[] = [];
  for (const [i, cameraId] of ['a', 'b', 'a', 'c', 'd', 'e'].entries())
    pushes = withPush(pushes, push(cameraId, i));
  assert.deepEqual(cameras(pushes), ['e', 'd', 'c', 'a']);
  assert.equal(pushes.length, mostPushes);
});

test('after five minutes it has left, unless it was pushed again', () => {
  const first = withPush([], push('a', 0));
  assert.deepEqual(cameras(standing(first, pushLastsMs - 1)), ['a']);
  assert.deepEqual(cameras(standing(first, pushLastsMs)), []);
  const again = withPush(first, push('a', 60_000));
  assert.deepEqual(cameras(standing(again, pushLastsMs)), ['a']);
  assert.deepEqual(cameras(withPush(first, push('b', pushLastsMs))), ['b']);
});

test('pushed cameras lie on the first tiles, and the layout comes back under them', () => {
  const pushes = withPush([], push('x', 0));
  const shown = tilesShown(['a', 'b', null], pushes, 1_000);
  assert.deepEqual(
    shown.map(({ cameraId }) => cameraId),
    ['x', 'b', null],
  );
  assert.equal(shown[0]!.push!.pushedBy, 'ada');
  assert.deepEqual(
    tilesShown(['a', 'b', null], pushes, pushLastsMs).map(({ cameraId }) => cameraId),
    ['a', 'b', null],
  );
  assert.equal(tilesShown(['a'], withPush(pushes, push('y', 1)), 2)[0]!.cameraId, 'y');
});
