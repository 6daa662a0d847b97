import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameStepOf, framesOf } from './trajectory.ts';

const walk = (id: number, frames: number[]) => ({ id, frames, path: frames.map((x) => ({ x, y: 0 })) });
const recordingOf = (...walks: number[][]) => ({
  framesPerSecond: 25,
  trajectories: walks.map((frames, id) => walk(id, frames)),
});

test('frames in which nobody was seen belong to the recording', () => {
  assert.deepEqual(framesOf(recordingOf([3, 4, 5], [8, 9])), [3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(framesOf(recordingOf()), []);
  assert.deepEqual(framesOf(recordingOf([7])), [7]);
});

test('a film annotated now and then keeps its beat, and finds it again after a pause off the beat', () => {
  const recording = recordingOf([10, 16, 22], [40, 46, 52]);
  assert.equal(frameStepOf(recording), 6);
  assert.deepEqual(framesOf(recording), [10, 16, 22, 28, 34, 40, 46, 52]);
  assert.deepEqual(framesOf(recordingOf([0, 6, 12], [21, 27])), [0, 6, 12, 18, 21, 27]);
});
