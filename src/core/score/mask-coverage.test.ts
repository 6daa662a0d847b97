import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenShare } from './mask-coverage.ts';

const size = { widthPx: 80, heightPx: 40 };
/** 8 x 4 cells of 10 px; the left half is hidden. */
const leftHalf = {
  widthPx: 8,
  heightPx: 4,
  bits: Uint8Array.from({ length: 32 }, (_, i) => (i % 8 < 4 ? 1 : 0)),
};

test('a box half in the hidden part is half hidden, wherever its edges fall in the cells', () => {
  assert.equal(hiddenShare({ x: 30, y: 10, w: 20, h: 20 }, size, leftHalf), 0.5);
  const share = hiddenShare({ x: 33, y: 7, w: 10, h: 13 }, size, leftHalf)!;
  assert.ok(Math.abs(share - 0.7) < 1e-9);
});

test('what sticks out of the picture does not count', () => {
  assert.equal(hiddenShare({ x: -100, y: -5, w: 140, h: 100 }, size, leftHalf), 1);
  assert.equal(hiddenShare({ x: 200, y: 0, w: 10, h: 10 }, size, leftHalf), null);
});
