import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NamedHealth, worstFirst } from './worst-first.ts';

const camera = (name: string, more: Partial<NamedHealth['health']> = {}): NamedHealth => ({
  name,
  health: {
    cameraId: name,
    state: 'live',
    isFullyMasked: false,
    framesAnalysed: 1_000,
    framesDropped: 0,
    ...more,
  },
});
const names = (cameras: readonly NamedHealth[]) => cameras.map(({ name }) => name);

test('what is broken stands first, then what sees badly, then the rest by name', () => {
  const order = worstFirst([
    camera('off', { state: 'disabled' }),
    camera('gate 10'),
    camera('gate 9'),
    camera('new', { state: 'connecting' }),
    camera('masked', { isFullyMasked: true }),
    camera('late', { framesDropped: 100 }),
    camera('lost', { state: 'lost', isFullyMasked: true }),
    camera('failed', { state: 'failed' }),
  ]);
  assert.deepEqual(names(order), ['failed', 'lost', 'late', 'masked', 'new', 'gate 9', 'gate 10', 'off']);
});

test('the list that came is left as it was', () => {
  const cameras = [camera('b'), camera('a')];
  worstFirst(cameras);
  assert.deepEqual(names(cameras), ['b', 'a']);
});
