import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, nothingChosen, type Selection } from './selection-state.ts';

const rows = ['a', 'b', 'c', 'd', 'e'];
const toggle = (selection: Selection, id: string, isRange = false) =>
  choose(selection, { type: 'toggle', id, isRange, rows });
const ids = (selection: Selection) => [...selection.ids].sort().join('');

test('Shift chooses all between two rows, upwards and downwards', () => {
  assert.equal(ids(toggle(toggle(nothingChosen, 'b'), 'd', true)), 'bcd');
  assert.equal(ids(toggle(toggle(nothingChosen, 'd'), 'b', true)), 'bcd');
});

test('Shift on a chosen row lets the whole stretch go', () => {
  const all = choose(nothingChosen, { type: 'all', rows });
  const anchored = toggle(toggle(all, 'b'), 'b');
  assert.equal(ids(toggle(anchored, 'd', true)), 'ae');
});

test('what a filter hides stays chosen, what is removed does not', () => {
  const some = toggle(toggle(nothingChosen, 'a'), 'e');
  assert.equal(ids(choose(some, { type: 'all', rows: ['b'] })), 'abe');
  assert.equal(ids(choose(some, { type: 'keep', rows: new Set(['e']) })), 'e');
});
