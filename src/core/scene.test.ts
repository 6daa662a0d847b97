import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraWith,
  lastMeasure,
  moving,
  person,
  play,
  rectangle,
  signalAt,
  startMs,
  story,
  vehicle,
  zoneOn,
} from '../../test/support/scene-world.ts';
import { advanceFaults } from './scene.ts';
import { defaultRules } from './zone.ts';

const lane = (rules: Parameters<typeof zoneOn>[1]) =>
  zoneOn(rectangle(-4, 2, 8, 24), {
    direction: [
      { x: 0.5, y: 0.5 },
      { x: 0.5, y: 0.8 },
    ],
    ...rules,
  });

test('a zone is crowded once people have stood too close for 5 seconds, and over 5 seconds after', () => {
  const square = zoneOn(rectangle(-3, 3, 4, 5), { rules: [defaultRules.crowding] });
  const people = Array.from({ length: 30 }, (_, i) =>
    person((ms) => (ms < 20_000 ? { x: -2.8 + (i % 5) * 0.85, y: 3.3 + Math.floor(i / 5) * 0.85 } : null)),
  );
  const run = play({ camera: cameraWith([square]), things: people, seconds: 40 });
  const told = story(run, 'crowding');
  assert.equal(told.length, 2, told.join());
  assert.match(told[0]!, /^began (5|6)\d00$/);
  assert.match(told[1]!, /^ended 2[5-8]\d00$/);
  const [began] = run.changes;
  assert.equal(began!.situation.levelOfService, 'E');
  assert.deepEqual(
    began!.situation.because.map((m) => m.kind),
    ['density', 'count'],
  );
  assert.ok(Math.abs(began!.situation.because[0]!.value! - 1.5) < 0.02);
});

test('a person in a closed area is told after the hold time, and again when they leave', () => {
  const closed = zoneOn(rectangle(-3, 3, 4, 5), { rules: [defaultRules.intrusion] });
  const run = play({
    camera: cameraWith([closed]),
    things: [person(moving({ x: -6.1, y: 5 }, { x: 1, y: 0 }))],
    seconds: 20,
  });
  const told = story(run, 'intrusion');
  assert.equal(told.length, 2, told.join());
  assert.equal(told[0], 'began 3800');
});

test('a vehicle against the arrow is told, one with it is not', () => {
  const camera = cameraWith([lane({ rules: [defaultRules['wrong-way']] })]);
  const wrong = play({ camera, things: [vehicle(moving({ x: 0, y: 2 }, { x: 0, y: 6 }))], seconds: 12 });
  assert.equal(story(wrong, 'wrong-way').length, 2, story(wrong, 'wrong-way').join());
  const right = play({ camera, things: [vehicle(moving({ x: 0, y: 26 }, { x: 0, y: -6 }))], seconds: 12 });
  assert.deepEqual(story(right, 'wrong-way'), []);
});

test('a vehicle that stops is told after 10 seconds; four that stop are a queue', () => {
  const camera = cameraWith([lane({ rules: [defaultRules['stopped-vehicle']] })]);
  const stop = (y: number) => vehicle((ms) => ({ x: 0, y: Math.max(y, 26 - (ms / 1000) * 8) }));
  const one = play({ camera, things: [stop(6)], seconds: 25 });
  assert.match(story(one, 'stopped-vehicle').join(), /^began 1[234]\d00$/);
  const queue = play({ camera, things: [stop(4), stop(9), stop(14), stop(19)], seconds: 25 });
  assert.deepEqual(story(queue, 'stopped-vehicle'), []);
});

test('a line counts who crosses it, each way', () => {
  const line = zoneOn(
    [
      { x: -5, y: 8 },
      { x: 5, y: 8 },
    ],
    { rules: [defaultRules['line-crossing']] },
  );
  const run = play({
    camera: cameraWith([line]),
    things: [
      person(moving({ x: 0, y: 12 }, { x: 0, y: -1 })),
      person(moving({ x: 2, y: 4 }, { x: 0, y: 1 })),
    ],
    seconds: 10,
  });
  const flows = run.measures.filter((m) => m.kind === 'line-flow').slice(-2);
  // The line runs left to right as seen, so 'in' (right of it) is towards the camera.
  assert.deepEqual(
    flows.map((m) => [m.direction, m.value]),
    [
      ['in', 1],
      ['out', 1],
    ],
  );
  assert.equal(story(run, 'line-crossing').length, 4);
});

test('measures come once a second with value, band and coverage', () => {
  const square = zoneOn(rectangle(-3, 3, 4, 5));
  const things = [
    person(moving({ x: -2, y: 4 }, { x: 0.2, y: 0 })),
    person({ x: 0, y: 6 }),
    person({ x: 5, y: 6 }),
  ];
  const run = play({ camera: cameraWith([square]), things, seconds: 10 });
  const count = lastMeasure(run, 'count');
  assert.equal(count.value, 2);
  // Each of the two hides a little ground behind.
  assert.ok(count.coverage > 0.9 && count.coverage < 1, String(count.coverage));
  assert.ok(count.errorBand! > 0);
  const density = lastMeasure(run, 'density');
  assert.ok(Math.abs(density.value! - 0.1) < 0.001, String(density.value));
  const speed = lastMeasure(run, 'mean-speed');
  assert.ok(Math.abs(speed.value! - 0.1) < 0.01, String(speed.value));
  assert.equal(run.measures.filter((m) => m.kind === 'count').length, 9);
});

test('frames that are not analysed for 5 seconds are said not to measure', () => {
  const square = zoneOn(rectangle(-3, 3, 4, 5));
  const { state } = play({ camera: cameraWith([square]), things: [person({ x: 0, y: 6 })], seconds: 3 });
  const silent = Array.from({ length: 10 }, (_, s) => {
    const atMs = startMs + 3_000 + s * 1000;
    return advanceFaults(state, signalAt(atMs), atMs).measures.filter((m) => m.kind === 'count');
  });
  assert.deepEqual(silent.slice(0, 4).flat(), []);
  assert.ok(silent.slice(5).every(([m]) => m!.value === null && m!.note === 'not-measuring'));
});
