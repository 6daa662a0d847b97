import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraWith,
  lastMeasure,
  person,
  play,
  rectangle,
  story,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { isBlind } from './camera-faults.ts';

/** 2.5 people per m2, until `untilMs`. */
const crowd = (untilMs: number) =>
  Array.from({ length: 40 }, (_, i) =>
    person((ms) => (ms < untilMs ? { x: -1.9 + (i % 8) * 0.5, y: 3.2 + Math.floor(i / 8) * 0.8 } : null)),
  );
const small = zoneOn(rectangle(-2, 3, 4, 4), { id: 'small', name: 'small' });
const wide = zoneOn(rectangle(-6, 1, 12, 12));

test('a camera with a zone too dense to measure says so, shows that zone’s density, and goes on measuring', () => {
  const run = play({ camera: cameraWith([small, wide]), things: crowd(20_000), seconds: 45 });
  const told = story(run, 'camera-out-of-range');
  assert.equal(told.length, 2, told.join());
  const [began, ended] = told.map((t) => Number(t.split(' ')[1]));
  // Two frames to confirm the tracks, and two seconds of hold.
  assert.ok(began! >= 2_000 && began! <= 3_500, told.join());
  // The crowd leaves after 20 s, its tracks a second later; ten seconds thin, five clear.
  assert.ok(ended! >= 34_000 && ended! <= 40_000, told.join());
  const { situation } = run.changes.find((c) => c.situation.kind === 'camera-out-of-range')!;
  assert.equal(situation.zoneId, null);
  assert.deepEqual(
    situation.because.map((m) => [m.zoneId, m.kind, m.note]),
    [['small', 'density', 'beyond-range']],
  );
  assert.equal(isBlind(run.state.faults), false);
  assert.equal(lastMeasure(run, 'density').note, null);
});

test('the fault ends with its zone', () => {
  const run = play({
    camera: (ms) => cameraWith(ms < 8_000 ? [small] : [wide]),
    things: crowd(60_000),
    seconds: 20,
  });
  assert.equal(story(run, 'camera-out-of-range').length, 2);
});

test('without calibration nobody knows the density, and none is out of range', () => {
  const run = play({
    camera: cameraWith([small], { calibration: null }),
    things: crowd(60_000),
    seconds: 10,
  });
  assert.deepEqual(story(run, 'camera-out-of-range'), []);
});
