import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shaken, stream } from '../../../test/support/people-scenes.ts';
import {
  cameraWith,
  imageOf,
  lastMeasure,
  person,
  play,
  rectangle,
  story,
  type Thing,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules } from '../zone.ts';

const rule = defaultRules['counter-flow'];
const outline = rectangle(-6, 2, 12, 14);
const passage = cameraWith([zoneOn(outline, { rules: [rule] })]);
const north = { from: { x: 1.5, y: 0.5 }, to: { x: 1.5, y: 18 }, speedMps: 1.3 };
const south = { from: { x: -1.5, y: 18 }, to: { x: -1.5, y: 0.5 }, speedMps: 1.3 };
const told = (things: readonly Thing[], seconds = 60, camera = passage) =>
  story(play({ camera, things, seconds }), 'counter-flow');

test('two streams that meet are counter-flow after 10 s, until one of them has ended', () => {
  const things = [
    ...stream({ ...north, everyMs: 1_000, untilMs: 90_000 }),
    ...stream({ ...south, everyMs: 1_500, fromMs: 20_000, untilMs: 50_000 }),
  ];
  const run = play({ camera: passage, things, seconds: 90 });
  const times = story(run, 'counter-flow').map((s) => Number(s.split(' ')[1]));
  assert.equal(times.length, 2, story(run, 'counter-flow').join());
  assert.ok(times[0]! > 32_000 && times[0]! < 42_000, String(times));
  // The last of them has crossed at 63 s; then 5 s of window and 10 s of clearing.
  assert.ok(times[1]! > 65_000 && times[1]! < 80_000, String(times));
  const index = run.changes[0]!.situation.because[0]!;
  assert.ok(index.value! >= 0.2 && index.value! < 0.45, String(index.value));
});

test('a share just under the limit is none, just above it is one', () => {
  const withOther = (everyMs: number) => [
    ...stream({ ...north, everyMs: 500, untilMs: 90_000 }),
    ...stream({ ...south, everyMs, untilMs: 90_000 }),
  ];
  // 1 in 5.5 walks the other way: 0.18.
  assert.deepEqual(told(withOther(2_250), 90), []);
  assert.equal(told(withOther(1_500), 90).length, 1);
});

test('a family of three against the stream is no stream', () => {
  const family = [-0.8, 0, 0.8].map((aside) =>
    person((ms) =>
      ms < 5_000 || ms > 30_000 ? null : { x: -1.5 + aside, y: 17 - ((ms - 5_000) / 1000) * 0.7 },
    ),
  );
  assert.deepEqual(told([...stream({ ...north, everyMs: 2_000, untilMs: 60_000 }), ...family]), []);
});

test('too few walkers are none, whatever their shares', () => {
  const few = [
    ...stream({ ...north, everyMs: 6_000, untilMs: 60_000 }),
    ...stream({ ...south, everyMs: 6_000, untilMs: 60_000 }),
  ];
  assert.deepEqual(told(few), []);
});

test('streams that cross at a right angle, and people who stand beside a stream, are none', () => {
  const across = { from: { x: -6, y: 9 }, to: { x: 6, y: 9 }, speedMps: 1.3 };
  const crossing = [
    ...stream({ ...north, everyMs: 1_000, untilMs: 60_000 }),
    ...stream({ ...across, everyMs: 1_000, untilMs: 60_000 }),
  ];
  assert.deepEqual(told(crossing), []);
  const waiting = Array.from({ length: 12 }, (_, i) => person({ x: -5 + i * 0.3, y: 5 + (i % 4) }));
  assert.deepEqual(told([...stream({ ...north, everyMs: 1_000, untilMs: 60_000 }), ...waiting]), []);
});

test('the arrow of the zone is the axis where there is one', () => {
  const direction = [imageOf({ x: -5, y: 8 }), imageOf({ x: 5, y: 8 })] as const;
  const along = cameraWith([zoneOn(outline, { direction, rules: [rule] })]);
  const things = [
    ...stream({ ...north, everyMs: 1_000, untilMs: 60_000 }),
    ...stream({ ...south, everyMs: 1_000, untilMs: 60_000 }),
  ];
  assert.deepEqual(told(things, 60, along), []);
  assert.equal(told(things, 60).length, 1);
});

test('it works without calibration, in sizes of the walkers’ own boxes', () => {
  const east = { from: { x: -7, y: 5 }, to: { x: 7, y: 5 }, speedMps: 1.3 };
  const west = { from: { x: 7, y: 8 }, to: { x: -7, y: 8 }, speedMps: 1.3 };
  const both = [
    ...stream({ ...east, everyMs: 1_000, untilMs: 60_000 }),
    ...stream({ ...west, everyMs: 1_000, untilMs: 60_000 }),
  ];
  const plain = cameraWith([zoneOn(outline, { rules: [rule] })], { calibration: null });
  assert.equal(told(both, 60, plain).length, 1);
  assert.deepEqual(told(stream({ ...east, everyMs: 500, untilMs: 60_000 }), 60, plain), []);
});

test('jitter and misses neither make counter-flow of one stream and a waiting crowd, nor hide two streams', () => {
  for (const seed of [4, 5, 6]) {
    const waiting = Array.from({ length: 15 }, (_, i) =>
      person({ x: -5 + (i % 5), y: 4 + Math.floor(i / 5) * 2 }),
    );
    const one = [...stream({ ...north, everyMs: 1_000, untilMs: 60_000 }), ...waiting];
    assert.deepEqual(told(shaken(one, seed)), [], `seed ${seed}`);
    const two = [
      ...stream({ ...north, everyMs: 1_000, untilMs: 60_000 }),
      ...stream({ ...south, everyMs: 1_000, untilMs: 60_000 }),
    ];
    assert.equal(told(shaken(two, seed)).length, 1, `seed ${seed}`);
  }
});

test('the live index of equal streams is a half, of one stream nought', () => {
  const two = [
    ...stream({ ...north, everyMs: 1_000, untilMs: 30_000 }),
    ...stream({ ...south, everyMs: 1_000, untilMs: 30_000 }),
  ];
  const equal = lastMeasure(play({ camera: passage, things: two, seconds: 28 }), 'counter-flow');
  assert.ok(equal.value! > 0.46, String(equal.value));
  const one = play({
    camera: passage,
    things: stream({ ...north, everyMs: 1_000, untilMs: 30_000 }),
    seconds: 28,
  });
  assert.equal(lastMeasure(one, 'counter-flow').value, 0);
});
