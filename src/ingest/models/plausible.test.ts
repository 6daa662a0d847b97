import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '../../core/detection.ts';
import { weighShape } from './plausible.ts';

const input = { widthPx: 400, heightPx: 300 };
const seen = (category: Detection['category'], score: number, w: number, h: number): Detection => ({
  category,
  score,
  box: { x: 10, y: 10, w, h },
});

test('an upright person keeps the score, a squat one keeps four fifths, a vehicle may be squat', () => {
  assert.equal(weighShape(seen('person', 0.5, 20, 60), input, 1)?.score, 0.5);
  assert.equal(weighShape(seen('person', 0.5, 30, 32), input, 1)?.score, 0.4);
  assert.equal(weighShape(seen('vehicle', 0.5, 60, 30), input, 1)?.score, 0.5);
});

test('squat is judged as it looks in the picture, not in the stretched input', () => {
  assert.equal(weighShape(seen('person', 0.5, 30, 40), input, 16 / 9)?.score, 0.4);
  assert.equal(weighShape(seen('person', 0.5, 30, 32), input, 0.5)?.score, 0.5);
});

test('a weak box over half the picture is not believed, a strong one is', () => {
  assert.equal(weighShape(seen('person', 0.34, 220, 290), input, 1), null);
  assert.equal(weighShape(seen('person', 0.9, 220, 290), input, 1)?.score, 0.9);
});

test('a box beyond the picture is none', () => {
  assert.equal(
    weighShape({ ...seen('person', 0.9, 20, 60), box: { x: -30, y: 0, w: 20, h: 60 } }, input, 1),
    null,
  );
});
