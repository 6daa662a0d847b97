import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CameraView } from '../../contract/shapes.ts';
import { filterFrom, groupsOf, noFilter, passes, searchOf, tagsOf } from './camera-filter.ts';

const camera = (group: string, tags: string[], state: CameraView['state'] = 'live') =>
  ({ group, tags, state }) as CameraView;

test('a filter survives the address, and what is not asked for does not stand in it', () => {
  const filter = { q: 'gate', group: 'North/Station', tag: '', state: 'trouble' } as const;
  assert.deepEqual(searchOf(filter), { q: 'gate', group: 'North/Station', state: 'trouble' });
  assert.deepEqual(filterFrom(searchOf(filter)), filter);
  assert.deepEqual(filterFrom({ state: 'anything', q: 12 }), { ...noFilter, q: '12' });
});

test('a group is found with all that lies within it, trouble is whatever does not measure though it should', () => {
  assert.ok(passes(camera('North/Station', []), { ...noFilter, group: 'North' }));
  assert.ok(!passes(camera('Northern', []), { ...noFilter, group: 'North' }));
  assert.ok(passes(camera('', ['night']), { ...noFilter, tag: 'night' }));
  assert.ok(passes(camera('', [], 'failed'), { ...noFilter, state: 'trouble' }));
  assert.ok(!passes(camera('', [], 'disabled'), { ...noFilter, state: 'trouble' }));
});

test('groups are listed with those above them, in the order a person counts', () => {
  assert.deepEqual(groupsOf([camera('A/Gate 10', []), camera('A/Gate 9', []), camera('', [])]), [
    'A',
    'A/Gate 9',
    'A/Gate 10',
  ]);
  assert.deepEqual(tagsOf([camera('', ['roof', 'night']), camera('', ['night'])]), ['night', 'roof']);
});
