import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenFrom, hiddenText } from './map-layers.ts';

test('what is taken off the map survives the address, in one order, and nothing else does', () => {
  assert.equal(hiddenText(hiddenFrom('flow,whatever,density')), 'density,flow');
  assert.equal(hiddenText(hiddenFrom('density,flow')), 'density,flow');
  assert.equal(hiddenText(hiddenFrom(undefined)), undefined);
  assert.equal(hiddenText(hiddenFrom('')), undefined);
});
