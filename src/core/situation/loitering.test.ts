import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shaken } from '../../../test/support/people-scenes.ts';
import {
  cameraWith,
  person,
  play,
  rectangle,
  story,
  type Thing,
  vehicle,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules } from '../zone.ts';

const rule = { ...defaultRules.loitering, holdMs: 60_000 };
const yard = cameraWith([zoneOn(rectangle(-4, 3, 8, 6), { rules: [rule] })]);
const told = (things: readonly Thing[], seconds = 90) =>
  story(play({ camera: yard, things, seconds }), 'loitering');
/** Walks to and fro inside. */
const pacing = (ms: number) => ({ x: -2 + Math.abs(((ms / 1000) % 8) - 4), y: 6 });

test('who stays for the hold time is told, walking about or not, and it ends 5 s after they left', () => {
  const times = told([person((ms) => (ms < 75_000 ? pacing(ms) : null))]).map((s) => Number(s.split(' ')[1]));
  assert.equal(times.length, 2);
  assert.ok(times[0]! >= 60_000 && times[0]! <= 60_600, times.join());
  assert.ok(times[1]! >= 80_000 && times[1]! <= 83_500, times.join());
  assert.deepEqual(told([person((ms) => (ms < 59_000 ? pacing(ms) : null))]), []);
});

test('many who pass through are none, nor is one who leaves and comes back', () => {
  const passers = Array.from({ length: 30 }, (_, i) =>
    person((ms) => {
      const x = -5 + ((ms - i * 3_000) / 1000) * 1.2;
      return x < -5 || x > 5 ? null : { x, y: 6 };
    }),
  );
  assert.deepEqual(told(passers), []);
  const back = person((ms) => (ms > 40_000 && ms < 46_000 ? { x: 6, y: 6 } : pacing(ms)));
  assert.deepEqual(told([back]), []);
});

test('a short loss does not reset the stay: bridged by the tracker, or found again in the same place', () => {
  const blink = (lostMs: number) =>
    person({ x: 0, y: 6 }, { isSeen: (ms) => ms < 30_000 || ms >= 30_000 + lostMs });
  assert.equal(told([blink(1_500)]).length, 1);
  assert.equal(told([blink(4_000)]).length, 1);
  assert.deepEqual(told([blink(9_000)]), []);
});

test('another who comes later to another place takes over no stay', () => {
  const first = person((ms) => (ms < 40_000 ? { x: -2, y: 5 } : null));
  const second = person((ms) => (ms >= 42_500 ? { x: 2, y: 7 } : null));
  assert.deepEqual(told([first, second]), []);
});

test('a second who loiters changes the situation, and its longest stay is told', () => {
  const run = play({
    camera: yard,
    things: [person({ x: -2, y: 5 }), person((ms) => (ms >= 15_000 ? { x: 2, y: 7 } : null))],
    seconds: 90,
  });
  assert.deepEqual(
    run.changes.map((c) => c.phase),
    ['began', 'changed'],
  );
  const stay = run.changes[1]!.situation.because[0]!;
  assert.equal(stay.kind, 'dwell');
  assert.ok(stay.value! > 74 && stay.value! < 77, String(stay.value));
});

test('the driver of a parked vehicle does not loiter', () => {
  assert.deepEqual(told([vehicle({ x: 0, y: 5.9 }), person({ x: 0.1, y: 6 })]), []);
});

test('jitter and misses do not end a stay, nor hold those who pass', () => {
  for (const seed of [21, 22, 23]) {
    assert.equal(told(shaken([person(pacing)], seed)).length, 1, `seed ${seed}`);
    assert.equal(told(shaken([person({ x: 3.9, y: 6 })], seed)).length, 1, `seed ${seed}: on the outline`);
    assert.deepEqual(
      told(shaken([person((ms) => (ms < 55_000 ? pacing(ms) : null))], seed)),
      [],
      `seed ${seed}`,
    );
  }
});
