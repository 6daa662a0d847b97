import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrackedBox } from '../core/track/tracked-box.ts';
import { type GateInput, needsDetection, quietIntervalMs } from './detection-gate.ts';

const quiet: GateInput = { atMs: 10_000, detectedAtMs: 9_800, isChanged: false, isUnsure: false, tracks: [] };
const standing: TrackedBox = {
  id: 1,
  category: 'person',
  box: { x: 0, y: 0, w: 10, h: 30 },
  score: 0.9,
  isConfirmed: true,
  isCoasting: false,
  firstSeenMs: 0,
  lastSeenMs: 9_800,
};

test('an unchanged picture keeps the last result, also with somebody standing in it', () => {
  assert.equal(needsDetection(quiet), false);
  assert.equal(needsDetection({ ...quiet, tracks: [standing] }), false);
});

test('any change, any doubt and the first picture are detected at once', () => {
  assert.equal(needsDetection({ ...quiet, isChanged: true }), true);
  assert.equal(needsDetection({ ...quiet, isUnsure: true }), true);
  assert.equal(needsDetection({ ...quiet, detectedAtMs: null }), true);
});

test('a quiet camera is still looked at now and then, also after its clock jumped back', () => {
  assert.equal(needsDetection({ ...quiet, atMs: 9_800 + quietIntervalMs }), true);
  assert.equal(needsDetection({ ...quiet, atMs: 9_000 }), true);
});

test('a result is not repeated to a track that still has to prove itself', () => {
  assert.equal(needsDetection({ ...quiet, tracks: [{ ...standing, isConfirmed: false }] }), true);
  assert.equal(needsDetection({ ...quiet, tracks: [{ ...standing, isCoasting: true }] }), true);
});
