import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shaken } from '../../../test/support/people-scenes.ts';
import {
  cameraWith,
  moving,
  person,
  play,
  rectangle,
  story,
  type Thing,
  vehicle,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules } from '../zone.ts';

const kind = 'pedestrian-on-carriageway';
const road = cameraWith([zoneOn(rectangle(-5, 2, 10, 16), { rules: [defaultRules[kind]] })]);
const told = (things: readonly Thing[], seconds = 15) => story(play({ camera: road, things, seconds }), kind);
const phases = (times: readonly string[]) => times.map((s) => s.split(' ')[0]);

test('a pedestrian who walks on the carriageway is told after 1.5 s and ends 3 s after leaving it', () => {
  const times = told([person((ms) => ({ x: ms < 3_000 || ms > 8_000 ? -6 : -3, y: 6 }))]);
  assert.deepEqual(phases(times), ['began', 'ended']);
  assert.ok(
    Number(times[0]!.split(' ')[1]) >= 4_500 && Number(times[0]!.split(' ')[1]) <= 5_000,
    times.join(),
  );
});

test('a step off the kerb and back within a second is none', () => {
  assert.deepEqual(told([person((ms) => ({ x: ms >= 3_000 && ms < 4_200 ? -4.7 : -5.5, y: 6 }))]), []);
});

test('drivers and riders, found within their vehicle’s box, are none, moving or not', () => {
  const drive = moving({ x: 0, y: 17 }, { x: 0, y: -1.5 });
  const behind = (ms: number) => ({ x: drive(ms).x + 0.2, y: drive(ms).y + 0.1 });
  assert.deepEqual(told([vehicle(drive), person(behind)], 10), []);
  assert.deepEqual(told([vehicle({ x: 0, y: 8 }), person({ x: 0.3, y: 8.1 })]), []);
});

test('the detector may miss the vehicle for a moment', () => {
  const car = vehicle({ x: 0, y: 8 }, { isSeen: (ms) => ms % 5_000 < 3_500 });
  assert.deepEqual(told([car, person({ x: 0.3, y: 8.1 })], 30), []);
});

test('who stands before or beside a stopped vehicle is told', () => {
  const car = vehicle({ x: 0, y: 8 });
  assert.deepEqual(phases(told([car, person({ x: 0, y: 7.3 })])), ['began']);
  assert.deepEqual(phases(told([car, person({ x: 1.6, y: 8 })])), ['began']);
});

test('a vehicle not yet confirmed hides nobody, and one alone is no pedestrian', () => {
  const ghost = vehicle({ x: 0, y: 8 }, { isConfirmed: false });
  assert.deepEqual(phases(told([ghost, person({ x: 0.3, y: 8.1 })])), ['began']);
  assert.deepEqual(told([vehicle({ x: 0, y: 8 })]), []);
});

test('jitter and misses put nobody from the pavement onto the road, and lose nobody on it', () => {
  for (const seed of [41, 42, 43]) {
    const pavement = Array.from({ length: 6 }, (_, i) => person({ x: -6, y: 4 + i * 2 }));
    assert.deepEqual(told(shaken(pavement, seed), 60), [], `seed ${seed}`);
    assert.deepEqual(phases(told(shaken([person({ x: 0, y: 6 })], seed))), ['began'], `seed ${seed}`);
  }
});
