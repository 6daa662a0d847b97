import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countError } from './count-error.ts';
import { detectionScore, emptyTally, tallyFrame } from './detection-tally.ts';

const at = (x: number) => ({ x, y: 0, w: 10, h: 10 });
const found = (x: number, score = 0.9) => ({ box: at(x), score });

test('two detections of one thing are one hit and one false alarm', () => {
  const tally = tallyFrame(emptyTally, { truth: [at(0), at(100)], found: [found(1), found(0, 0.5)] });
  assert.deepEqual(tally, { truePositives: 1, falsePositives: 1, misses: 1 });
  assert.equal(detectionScore(tally).f1, 0.5);
});

test('a detection in a region nobody labelled counts neither way', () => {
  const frame = { truth: [], found: [found(50)], ignored: [{ x: 40, y: 0, w: 40, h: 40 }] };
  assert.deepEqual(tallyFrame(emptyTally, frame), emptyTally);
});

test('with nothing there and nothing found there is no score', () => {
  assert.equal(detectionScore(emptyTally).precision, null);
  assert.equal(countError([]).mae, null);
});

test('the count error is the mean distance, whatever its sign', () => {
  const error = countError([
    { truth: 5, found: 4 },
    { truth: 2, found: 4 },
  ]);
  assert.equal(error.mae, 1.5);
  assert.equal(error.bias, 0.5);
});
