import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullAt, keepSample, type UsageSample } from './storage-forecast.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 1);
const gib = 2 ** 30;

/** One look a minute. */
function watched(minutes: number, freeAt: (minute: number) => number): readonly UsageSample[] {
  let samples: readonly UsageSample[] = [];
  for (let minute = 0; minute <= minutes; minute++) {
    samples = keepSample(samples, { atMs: startMs + minute * minuteMs, freeBytes: freeAt(minute) });
  }
  return samples;
}

test('a storage that loses 1 GiB an hour and has 10 left is full in ten hours', () => {
  const atMs = fullAt(watched(120, (minute) => (12 - minute / 60) * gib))!;
  const hours = (atMs - (startMs + 120 * minuteMs)) / 3_600_000;
  assert.ok(Math.abs(hours - 10) < 0.01, `${hours}`);
});

test('a storage in balance never fills up, whatever the minute says', () => {
  // A sweep every ten minutes frees what came in.
  assert.equal(fullAt(watched(600, (minute) => (50 + (minute % 10) * -0.01 + minute * 1e-5) * gib)), null);
});

test('after a few minutes nothing is foretold', () => {
  assert.equal(fullAt(watched(9, (minute) => (10 - minute) * gib)), null);
});

test('a full one is full now', () => {
  assert.equal(fullAt(watched(30, () => 0)), startMs + 30 * minuteMs);
});

test('a week of looks stays small, and holds the last day', () => {
  const samples = watched(7 * 24 * 60, () => gib);
  assert.ok(samples.length <= 290, `${samples.length}`);
  assert.ok(samples.at(-1)!.atMs - samples[0]!.atMs > 23 * 3_600_000);
});

test('a clock that is set back forgets what now lies ahead', () => {
  const samples = watched(60, () => gib);
  const after = keepSample(samples, { atMs: startMs + 10 * minuteMs, freeBytes: gib });
  assert.ok(after.every(({ atMs }) => atMs <= startMs + 10 * minuteMs));
});
