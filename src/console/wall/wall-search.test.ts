import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WallLayout } from '../../core/wall/wall-layout.ts';
import { chosenFrom, searchOfChosen, shownOf, wallSearchFrom } from './wall-search.ts';

const layout = (id: string, tiles: (string | null)[]): WallLayout => ({
  id,
  name: id,
  shape: '4',
  tiles,
  changedBy: 'ada',
  changedAtMs: 0,
  version: 1,
});
const day = layout('day', ['a', 'b', null, 'c']);
const night = layout('night', ['n', null, null, null]);
const tour = {
  id: 'round',
  name: 'Round',
  steps: [
    { layoutId: 'day', seconds: 10 },
    { layoutId: 'night', seconds: 20 },
  ],
  changedBy: 'ada',
  changedAtMs: 0,
  version: 1,
};
const known = { layouts: [day, night], tours: [tour] };
const at = { nowMs: 0, heldStep: null, first: ['x', 'y', 'z'] };

test('cameras chosen by hand survive the address, empty tiles and all', () => {
  const chosen = { shape: '4', tiles: ['a', null, 'b', null] } as const;
  assert.deepEqual(chosenFrom(searchOfChosen(chosen, null)), chosen);
  assert.deepEqual(chosenFrom(wallSearchFrom({ shape: 4, tiles: 7 })), {
    shape: '4',
    tiles: ['7', null, null, null],
  });
  assert.equal(chosenFrom({ shape: '5', tiles: 'a' }), null);
  assert.deepEqual(wallSearchFrom({ shape: ['4'], other: 'x' }), {});
});

test('a saved layout is shown as it was saved until a tile is changed', () => {
  assert.deepEqual(shownOf({ layout: 'day' }, known, at).tiles, day.tiles);
  assert.equal(shownOf({ layout: 'day' }, known, at).isChanged, false);
  assert.equal(shownOf(searchOfChosen(day, 'day'), known, at).isChanged, false);
  const changed = shownOf(searchOfChosen({ shape: '4', tiles: ['a', 'b', 'd', 'c'] }, 'day'), known, at);
  assert.deepEqual([changed.isChanged, changed.layout?.id, changed.tiles[2]], [true, 'day', 'd']);
});

test('a tour goes by the clock, or stands where it was stopped', () => {
  const shown = (nowMs: number, heldStep: number | null = null) =>
    shownOf({ tour: 'round' }, known, { ...at, nowMs, heldStep });
  assert.equal(shown(9_000).layout?.id, 'day');
  assert.equal(shown(11_000).layout?.id, 'night');
  assert.equal(shown(30_000).layout?.id, 'day');
  assert.equal(shown(11_000, 0).layout?.id, 'day');
  assert.equal(shown(11_000, 7).layout?.id, 'night', 'a step that was taken out is none');
});

test('where nothing is asked for the first cameras are shown, one alone in one large tile', () => {
  assert.deepEqual(shownOf({}, known, at).tiles, ['x', 'y', 'z', null]);
  assert.equal(shownOf({}, known, { ...at, first: ['x'] }).shape, '1');
  assert.deepEqual(shownOf({ layout: 'removed', tour: 'removed' }, known, at).tiles, ['x', 'y', 'z', null]);
});
