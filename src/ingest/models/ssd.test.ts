import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSsd, ssdAnchors } from './ssd.ts';

/** Anchors of MediaPipe's 300 x 300 configuration: 19²·3 + (10² + 5² + 3² + 2² + 1²)·6. */
test('a 300 px input has the 1,917 anchors of the published configuration', () => {
  const anchors = ssdAnchors({ widthPx: 300, heightPx: 300 });
  assert.equal(anchors.length / 4, 1_917);
  const first = [...anchors.subarray(0, 4)];
  assert.deepEqual(
    first.map((value) => Math.round(value * 100) / 100),
    [7.89, 7.89, 30, 30],
  );
});

test('anchors keep their size in pixels when the input grows', () => {
  const large = ssdAnchors({ widthPx: 556, heightPx: 428 });
  assert.deepEqual([large[2], large[3]], [30, 30]);
  assert.equal(Math.round(large[6]!), Math.round(60 * Math.SQRT2));
});

const categories = [null, 'bicycle', null, 'person'] as const;
const anchors = Float32Array.of(50, 60, 20, 40);

test('a box that the network leaves alone is its anchor', () => {
  const output = { boxes: Float32Array.of(0, 0, 0, 0), scores: Float32Array.of(0.9, 0.1, 0.2, 0.7) };
  const [found] = decodeSsd(output, anchors, categories, 0.3);
  assert.equal(found?.category, 'person');
  assert.ok(Math.abs(found.score - 0.7) < 1e-6);
  assert.deepEqual(found.box, { x: 40, y: 40, w: 20, h: 40 });
});

test('offsets are tenths of the anchor, sizes fifths of its logarithm', () => {
  const output = {
    boxes: Float32Array.of(10, -5, 5 * Math.log(2), 0),
    scores: Float32Array.of(0, 0, 0, 0.7),
  };
  const [found] = decodeSsd(output, anchors, categories, 0.3);
  const box = found!.box;
  assert.deepEqual([box.x, box.y, box.w, box.h].map(Math.round), [30, 60, 20, 80]);
});

test('an anchor that saw something else better, or nothing well enough, is no detection', () => {
  const boxes = Float32Array.of(0, 0, 0, 0);
  assert.equal(
    decodeSsd({ boxes, scores: Float32Array.of(0, 0, 0.8, 0.7) }, anchors, categories, 0.3).length,
    0,
  );
  assert.equal(
    decodeSsd({ boxes, scores: Float32Array.of(0, 0, 0, 0.29) }, anchors, categories, 0.3).length,
    0,
  );
});
