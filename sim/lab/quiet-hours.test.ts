import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietHours } from './quiet-hours.ts';
import { runScenario } from './run-scenario.ts';
import { conditions } from './scenario.ts';

test('in a day of quiet hours nothing is true that any rule is for', () => {
  const hours = quietHours(1, 24);
  assert.equal(hours.length, 24);
  assert.equal(new Set(hours.map(({ condition }) => condition)).size, conditions.length);
  for (const hour of hours) {
    assert.equal(hour.durationMs, 3_600_000);
    assert.deepEqual(hour.truth, [], hour.id);
  }
});

test('a quiet hour is analysed at the full rate from end to end, and measured every second', () => {
  const [hour] = quietHours(2, 1);
  let frames = 0;
  let busy = 0;
  for (const { detections } of hour!.frames()) {
    frames++;
    if (detections.length > 0) busy++;
  }
  assert.equal(frames, 18_000);
  assert.ok(busy > 1_000, `${busy} frames show something`);
  assert.ok(runScenario(hour!).measures >= 3_599 * 4);
});
