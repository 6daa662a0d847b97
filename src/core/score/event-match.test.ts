import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ilidsF1, matchEvents } from './event-match.ts';

const intrusion = (startMs: number, endMs: number) => ({
  kind: 'intrusion',
  zoneId: 'shoulder',
  startMs,
  endMs,
});
const announced = (atMs: number, zoneId = 'shoulder') => ({ kind: 'intrusion', zoneId, atMs });

test('an event counts as detected once, and what is announced again is a duplicate', () => {
  const score = matchEvents([intrusion(10_000, 20_000)], [announced(12_000), announced(15_000)], 0);
  assert.equal(score.detected, 1);
  assert.equal(score.duplicates, 1);
  assert.equal(score.falseAlarms, 0);
  assert.equal(score.timeToDetectMs!.mean, 2_000);
});

test('an announcement in another zone, of another kind or outside the tolerance is a false alarm', () => {
  const wrong = [announced(12_000, 'lane'), { ...announced(12_000), kind: 'crowding' }, announced(25_001)];
  const score = matchEvents([intrusion(10_000, 20_000)], wrong, 5_000);
  assert.equal(score.detected, 0);
  assert.equal(score.falseAlarms, 3);
  assert.equal(score.missed.length, 1);
});

test('overlapping events share their announcements so that as many as possible are detected', () => {
  const truths = [intrusion(0, 30_000), intrusion(0, 10_000), intrusion(20_000, 25_000)];
  const score = matchEvents(truths, [announced(5_000), announced(9_000), announced(22_000)], 0);
  assert.equal(score.detected, 3);
});

test('an announcement a little early, within the tolerance, took no time', () => {
  const score = matchEvents([intrusion(10_000, 20_000)], [announced(9_500)], 1_000);
  assert.deepEqual(score.timeToDetectMs!.each, [0]);
});

test('with nothing to find and nothing announced there is no rate to speak of', () => {
  const score = matchEvents([], [], 0);
  assert.equal(score.detectionRate, null);
  assert.equal(score.falseAlarmShare, null);
});

test('i-LIDS F1 with weight 1 is the harmonic mean', () => {
  assert.ok(Math.abs(ilidsF1(0.5, 1) - 2 / 3) < 1e-12);
  assert.equal(ilidsF1(0, 0), 0);
});
