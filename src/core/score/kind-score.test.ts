import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWithBar } from './detection-bar.ts';
import { scoreByKind, scoreKind } from './kind-score.ts';

const dayMs = 86_400_000;
const event = (i: number, kind = 'stopped-vehicle', holdMs = 10_000) => ({
  kind,
  zoneId: 'lane',
  startMs: i * 100_000,
  endMs: i * 100_000 + 40_000,
  holdMs,
});
const told = (i: number, delayMs: number, kind = 'stopped-vehicle') => ({
  kind,
  zoneId: 'lane',
  atMs: i * 100_000 + delayMs,
});
const of = { toleranceMs: 2_000, cameraMs: 2 * dayMs };

test('a kind is scored with exact intervals, per camera-day and per alert', () => {
  const truths = Array.from({ length: 10 }, (_, i) => event(i));
  const announced = [...truths.slice(0, 9).map((_, i) => told(i, 12_000)), told(20, 0)];
  const score = scoreKind(truths, announced, { ...of, unverified: 5 });
  assert.equal(score.detectionRate, 0.9);
  // Clopper & Pearson, 9 of 10 and 1 of 10.
  assert.ok(Math.abs(score.detectionRateInterval!.low - 0.555) < 1e-3);
  assert.ok(Math.abs(score.falseAlarmShareInterval!.high - 0.445) < 1e-3);
  assert.equal(score.falseAlarmsPerCameraDay, 0.5);
  // Garwood, 1 event.
  assert.ok(Math.abs(score.falseAlarmsPerCameraDayInterval.high - 5.5716 / 2) < 1e-3);
  assert.equal(score.timeToDetectMs!.mean, 12_000);
  assert.equal(score.timeAfterHoldMs!.mean, 2_000);
  assert.equal(score.unverifiedShare, 5 / 15);
  assert.ok(Math.abs(score.ilidsF1! - 0.9) < 1e-9);
});

test('one alarm that counts five vehicles answers for five events, and a sixth has only joined', () => {
  const truths = Array.from({ length: 5 }, (_, i) => ({
    ...event(0, 'wrong-way', 2_000),
    startMs: i * 2_000,
  }));
  const announced = Array.from({ length: 6 }, (_, i) => ({
    ...told(0, 2_500 + i * 2_000, 'wrong-way'),
    isFurther: i > 0,
  }));
  const score = scoreKind(truths, announced, of);
  assert.deepEqual(
    [score.detected, score.joined, score.duplicates, score.falseAlarms, score.alerts, score.announced],
    [5, 1, 0, 0, 1, 5],
  );
  assert.equal(score.timeAfterHoldMs!.mean, 500);
});

test('kinds are scored apart, also those of which nothing could be judged', () => {
  const scores = scoreByKind([event(0)], [told(0, 11_000), told(5, 0, 'intrusion')], {
    ...of,
    unverified: new Map([['crowding', 2]]),
  });
  assert.deepEqual([...scores.keys()].sort(), ['crowding', 'intrusion', 'stopped-vehicle']);
  assert.equal(scores.get('stopped-vehicle')!.detected, 1);
  assert.equal(scores.get('intrusion')!.falseAlarms, 1);
  assert.equal(scores.get('crowding')!.unverifiedShare, 1);
});

test('the bar is met or not met only when enough events say so', () => {
  const many = Array.from({ length: 100 }, (_, i) => event(i));
  const good = scoreKind(
    many,
    many.map((_, i) => told(i, 12_000)),
    of,
  );
  assert.deepEqual(compareWithBar(good), {
    detectionRate: 'met',
    falseAlarmShare: 'met',
    timeToDetect: 'met',
  });
  const few = scoreKind(many.slice(0, 3), [told(0, 12_000), told(1, 12_000), told(2, 12_000)], of);
  assert.deepEqual(
    [compareWithBar(few).detectionRate, compareWithBar(few).falseAlarmShare],
    ['open', 'open'],
  );
  const bad = scoreKind(many, [told(0, 25_000), ...many.map((_, i) => told(i + 200, 0))], of);
  assert.deepEqual(compareWithBar(bad), {
    detectionRate: 'not-met',
    falseAlarmShare: 'not-met',
    timeToDetect: 'not-met',
  });
  const none = scoreKind([], [], of);
  assert.deepEqual(compareWithBar(none), { detectionRate: null, falseAlarmShare: null, timeToDetect: null });
});
