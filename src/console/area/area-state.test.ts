import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Position } from '../../core/position.ts';
import { type AreaAction, areaOf, changeArea, middlesOf } from './area-state.ts';

const at = (latitude: number, longitude: number): Position => ({ latitude, longitude });
const square = [at(1, 1), at(1, 2), at(2, 2), at(2, 1)];
const after = (corners: readonly Position[], ...actions: readonly AreaAction[]) =>
  actions.reduce(changeArea, areaOf(corners));

test('a drag is one step back, however many moves it had', () => {
  const dragged = after(
    square,
    { type: 'move', index: 2, to: at(3, 3), gesture: 'drag 1' },
    { type: 'move', index: 2, to: at(4, 4), gesture: 'drag 1' },
    { type: 'move', index: 2, to: at(5, 5), gesture: 'drag 2' },
  );
  assert.deepEqual(dragged.corners[2], at(5, 5));
  const once = changeArea(dragged, { type: 'undo' });
  assert.deepEqual(once.corners[2], at(4, 4));
  const twice = changeArea(once, { type: 'undo' });
  assert.deepEqual(twice.corners, square);
  assert.deepEqual(
    changeArea(changeArea(twice, { type: 'redo' }), { type: 'redo' }).corners,
    dragged.corners,
  );
});

test('a corner put into a side and pulled from there is one step', () => {
  const pulled = after(
    square,
    { type: 'add', at: middlesOf(square)[0]!, index: 1, gesture: 'drag 1' },
    { type: 'move', index: 1, to: at(0.5, 1.5), gesture: 'drag 1' },
  );
  assert.deepEqual(pulled.corners, [at(1, 1), at(0.5, 1.5), ...square.slice(1)]);
  assert.deepEqual(changeArea(pulled, { type: 'undo' }).corners, square);
});

test('a new change forgets what was undone', () => {
  const state = after(square, { type: 'remove', index: 0 }, { type: 'undo' }, { type: 'clear' });
  assert.deepEqual(changeArea(state, { type: 'redo' }).corners, []);
});

test('corners keep a tenth of a metre and stay on the earth', () => {
  const { corners } = after([], { type: 'add', at: at(59.123_456_789, -200) });
  assert.deepEqual(corners, [at(59.123457, -180)]);
});

test('there are never more corners than the centre takes', () => {
  const many = Array.from({ length: 200 }, (_, i) => at(i / 10, i / 20));
  assert.equal(after(many, { type: 'add', at: at(1, 1) }).corners.length, 200);
});
