import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countOf,
  type LabellingAction,
  type LabellingState,
  labelBy,
  labelledOf,
  markOf,
  openLabelling,
} from './labelling-state.ts';

const frames = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const after = (...actions: LabellingAction[]): LabellingState => actions.reduce(labelBy, openLabelling);
const click = (frameId: string, x = 0.5, y = 0.5) => ({ type: 'add', frameId, label: { x, y } }) as const;
const next = (frameId: string) => ({ type: 'next', frameId, frames: 3 }) as const;

test('a frame counts once somebody has moved on from it, also with nobody in it', () => {
  const state = after(click('a'), click('a', 0.2, 0.2), next('a'), next('b'));
  assert.deepEqual(labelledOf(state, frames), [
    {
      id: 'a',
      labels: [
        { x: 0.5, y: 0.5 },
        { x: 0.2, y: 0.2 },
      ],
    },
    { id: 'b', labels: [] },
  ]);
  assert.equal(state.at, 2);
});

test('the last frame is stayed at', () => {
  assert.equal(after(next('a'), next('b'), next('c')).at, 2);
});

test('a skipped frame counts for nothing, and its clicks are gone', () => {
  const state = after(click('a'), { type: 'skip', frameId: 'a', frames: 3 });
  assert.deepEqual(labelledOf(state, frames), []);
  assert.equal(countOf(state, frames, 'skipped'), 1);
});

test('a click on a person takes them away again', () => {
  const state = after(click('a', 0.1), click('a', 0.2), { type: 'remove', frameId: 'a', index: 0 });
  assert.deepEqual(markOf(state, 'a').labels, [{ x: 0.2, y: 0.5 }]);
});

test('undo goes back step by step, to the frame where it was', () => {
  const state = after(click('a'), next('a'), click('b'), { type: 'undo' }, { type: 'undo' });
  assert.deepEqual([state.at, markOf(state, 'a').state, markOf(state, 'b').labels.length], [0, 'open', 0]);
  assert.equal(markOf(state, 'a').labels.length, 1);
  const start = after(click('a'), { type: 'undo' }, { type: 'undo' });
  assert.deepEqual(markOf(start, 'a').labels, []);
});

test('who changes a finished frame has to finish it again', () => {
  const state = after(next('a'), { type: 'go', at: 0 }, click('a'));
  assert.deepEqual(labelledOf(state, frames), []);
});

test('a click on the very edge stays in the picture', () => {
  assert.deepEqual(markOf(after(click('a', 1.01, -0.01)), 'a').labels, [{ x: 1, y: 0 }]);
});
