import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonOfKey, shelfLengths, stepLength, usualLength } from './shelf-state.ts';

const minuteMs = 60_000;

test('lengths end with the limit of the site, and the usual one is an hour', () => {
  assert.deepEqual(
    shelfLengths(480 * minuteMs).map((ms) => ms / minuteMs),
    [15, 60, 240, 480],
  );
  assert.deepEqual(
    shelfLengths(90 * minuteMs).map((ms) => ms / minuteMs),
    [15, 60, 90],
  );
  assert.equal(usualLength(shelfLengths(480 * minuteMs)), 60 * minuteMs);
  assert.equal(usualLength(shelfLengths(10 * minuteMs)), 10 * minuteMs);
});

test('the arrows stop at the ends', () => {
  const lengths = [1, 2, 3];
  assert.equal(stepLength(lengths, 2, 1), 3);
  assert.equal(stepLength(lengths, 3, 1), 3);
  assert.equal(stepLength(lengths, 1, -1), 1);
});

test('a digit of either block is a reason, in the order they are listed', () => {
  assert.equal(reasonOfKey('Digit1'), 'nuisance');
  assert.equal(reasonOfKey('Numpad4'), 'event');
  assert.equal(reasonOfKey('Digit5'), null);
  assert.equal(reasonOfKey('KeyA'), null);
});
