import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf, shaken, stream } from '../../test/support/people-scenes.ts';
import {
  cameraWith,
  imageOf,
  lastMeasure,
  person,
  play,
  rectangle,
  zoneOn,
} from '../../test/support/scene-world.ts';
import type { Measure } from './measure/measure.ts';
import { defaultRules } from './zone.ts';

const square = cameraWith([zoneOn(rectangle(-2.5, 4.5, 5, 5))]);
const kindsOf = (measures: readonly Measure[]) => new Set(measures.map((m) => m.kind));

test('the live pressure of rows at 0.2 m/s against each other, one to a square metre, is 0.04 /s2', () => {
  // Ten rows to the left and right, wide enough to fill the zone for as long as it is looked at.
  const rows = Array.from({ length: 12 }, (_, row) => {
    const sign = row % 2 === 0 ? 1 : -1;
    return Array.from({ length: 20 }, (_, i) =>
      person((ms) => ({ x: -9.5 + i + sign * 0.2 * (ms / 1000 - 5), y: 1.5 + row })),
    );
  });
  const run = play({ camera: square, things: rows.flat(), seconds: 10 });
  const pressure = lastMeasure(run, 'crowd-pressure');
  assert.ok(Math.abs(pressure.value! - 0.04) < 0.004, String(pressure.value));
  assert.equal(pressure.unit, '1/s2');
  assert.equal(pressure.windowMs, 3_000);
  assert.equal(pressure.coverage, 1);
});

test('jitter of 0.25 m and misses add less to the pressure of a standing crowd than its band', () => {
  const still = gridOf(9, 0.9, { x: -4, y: 3 }).map((at) => person(at));
  for (const seed of [51, 52, 53]) {
    const run = play({ camera: square, things: shaken(still, seed), seconds: 60 });
    const all = run.measures.filter((m) => m.kind === 'crowd-pressure' && m.value !== null).slice(5);
    const mean = all.reduce((sum, m) => sum + m.value!, 0) / all.length;
    assert.ok(mean < 0.02, `seed ${seed}: ${mean}`);
    assert.ok(all.filter((m) => m.value! > m.errorBand!).length < all.length / 10, `seed ${seed}`);
  }
});

test('a quiet zone stores no series of crowds, and one that has begun goes on, with a reason for no number', () => {
  const few = play({ camera: square, things: [person({ x: 0, y: 6 }), person({ x: 1, y: 7 })], seconds: 10 });
  for (const kind of ['crowd-pressure', 'counter-flow', 'queue-length', 'wait'] as const) {
    assert.ok(!kindsOf(few.measures).has(kind), kind);
  }
  const gone = stream({
    from: { x: 0, y: 3 },
    to: { x: 0, y: 12 },
    speedMps: 1.3,
    everyMs: 700,
    untilMs: 10_000,
  });
  const run = play({ camera: square, things: gone, seconds: 30 });
  assert.ok(run.measures.some((m) => m.kind === 'counter-flow' && m.value === 0));
  assert.equal(lastMeasure(run, 'counter-flow').note, 'nothing-seen');
  assert.equal(lastMeasure(run, 'crowd-pressure').note, 'nothing-seen');
});

test('length and wait are measured only where a queue is watched, also while nobody stands there', () => {
  const direction = [imageOf({ x: 0, y: 9 }), imageOf({ x: 0, y: 5 })] as const;
  const zone = zoneOn(rectangle(-2.5, 4.5, 5, 8), { direction, rules: [defaultRules.queue] });
  const empty = play({ camera: cameraWith([zone]), things: [], seconds: 5 });
  assert.equal(lastMeasure(empty, 'queue-length').value, 0);
  assert.equal(lastMeasure(empty, 'wait').value, 0);
  const four = [0, 1, 2, 3].map((i) => person({ x: 0, y: 5 + i }));
  const run = play({ camera: cameraWith([zone]), things: four, seconds: 20 });
  assert.ok(Math.abs(lastMeasure(run, 'queue-length').value! - 3) < 0.05);
  assert.ok(lastMeasure(run, 'queue-length').errorBand! > 0.3);
});

test('while the camera is blind the same series say that nothing is measured', () => {
  const direction = [imageOf({ x: 0, y: 9 }), imageOf({ x: 0, y: 5 })] as const;
  const zone = zoneOn(rectangle(-2.5, 4.5, 5, 8), { direction, rules: [defaultRules.queue] });
  const two = [
    ...stream({ from: { x: 1, y: 3 }, to: { x: 1, y: 14 }, speedMps: 1.3, everyMs: 900, untilMs: 40_000 }),
    ...stream({ from: { x: -1, y: 14 }, to: { x: -1, y: 3 }, speedMps: 1.3, everyMs: 900, untilMs: 40_000 }),
  ];
  const run = play({
    camera: cameraWith([zone]),
    things: two,
    seconds: 40,
    signal: (ms) => (ms > 20_000 ? { meanLuma: 3, contrast: 1 } : {}),
  });
  for (const kind of ['crowd-pressure', 'counter-flow', 'queue-length', 'wait']) {
    const last = lastMeasure(run, kind);
    assert.equal(last.note, 'not-measuring', kind);
    assert.deepEqual([last.value, last.coverage], [null, 0]);
    const seen = run.measures.find((m) => m.kind === kind && m.note !== 'not-measuring')!;
    assert.deepEqual([seen.unit, seen.windowMs], [last.unit, last.windowMs], kind);
  }
});

test('without calibration there are none of them', () => {
  const plain = cameraWith([zoneOn(rectangle(-2.5, 4.5, 5, 5))], { calibration: null });
  const run = play({
    camera: plain,
    things: gridOf(5, 0.9, { x: -2, y: 5 }).map((at) => person(at)),
    seconds: 5,
  });
  assert.deepEqual([...kindsOf(run.measures)].sort(), ['count', 'density', 'dwell', 'mean-speed']);
});
