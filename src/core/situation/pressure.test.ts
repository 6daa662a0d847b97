import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf, shaken } from '../../../test/support/people-scenes.ts';
import {
  cameraWith,
  lastMeasure,
  person,
  play,
  rectangle,
  startMs,
  story,
  type Thing,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import type { Point } from '../geometry.ts';
import { defaultRules, type Rule } from '../zone.ts';

const rule = defaultRules.pressure as Extract<Rule, { kind: 'pressure' }>;
const corner = { x: -4, y: 3 };
/** The zone lies within the crowd, so that nobody of it stands at its edge. */
const square = (rest: Partial<typeof rule> = {}) =>
  cameraWith([zoneOn(rectangle(-2.4, 4.6, 4, 4), { rules: [{ ...rule, ...rest }] })]);

/**
 * Rows that sway to the left and right against each other as long as `isOn`: speed `mps` all the time, turning every 4 s, so
 * that slopes of 2 s see a steady one for half of the time.
 */
function crowd(pitchM: number, mps: number, isOn: (ms: number) => boolean = () => true): Thing[] {
  const side = Math.round(9 / pitchM);
  return gridOf(side, pitchM, corner).map((at, i) => {
    const sign = Math.floor(i / side) % 2 === 0 ? 1 : -1;
    return person((ms) => (isOn(ms) ? { x: at.x + sign * mps * triangle(ms), y: at.y } : at));
  });
}

/** Seconds forth and back: slope 1 or -1. */
const triangle = (ms: number) => 2 - Math.abs(((ms / 1000) % 8) - 4);

test('a dense crowd that sways is a pressure warning once it has done so for 5 s, and ends when it stands', () => {
  const things = crowd(0.78, 0.3, (ms) => ms >= 10_000 && ms < 34_000);
  const told = story(play({ camera: square(), things, seconds: 60 }), 'pressure');
  assert.equal(told.length, 2, told.join());
  const [began, ended] = told.map((s) => Number(s.split(' ')[1]));
  assert.ok(began! >= 15_000 && began! <= 18_500, told.join());
  assert.ok(ended! >= 44_000 && ended! <= 50_000, told.join());
});

test('the same sway in a crowd not dense enough is none: never on pressure alone', () => {
  const thin = play({ camera: square(), things: crowd(1, 0.8), seconds: 30 });
  assert.ok(lastMeasure(thin, 'crowd-pressure').value! > 0.1);
  assert.deepEqual(story(thin, 'pressure'), []);
});

test('a dense crowd that sways just under the limit is none', () => {
  // 1.64 /m2 times the square of 0.1 m/s is 0.0164.
  const run = play({ camera: square(), things: crowd(0.78, 0.1), seconds: 30 });
  assert.deepEqual(story(run, 'pressure'), []);
  assert.deepEqual(
    story(play({ camera: square(), things: crowd(0.78, 0.18), seconds: 30 }), 'pressure').length,
    1,
  );
});

test('a crowd that walks by together, or stands, has no pressure', () => {
  const walking = gridOf(12, 0.78, { x: -14, y: 3 }).map((at) =>
    person((ms) => ({ x: at.x + 0.6 * (ms / 1000), y: at.y })),
  );
  assert.deepEqual(story(play({ camera: square(), things: walking, seconds: 25 }), 'pressure'), []);
  assert.deepEqual(story(play({ camera: square(), things: crowd(0.78, 0), seconds: 25 }), 'pressure'), []);
});

test('feet that jitter by 0.25 m do not make a standing crowd push, and do not hide a push', () => {
  for (const seed of [1, 2, 3]) {
    const still = play({
      camera: square({ minPerM2: 1.2 }),
      things: shaken(crowd(0.78, 0), seed),
      seconds: 60,
    });
    assert.deepEqual(story(still, 'pressure'), [], `seed ${seed}`);
    const pushed = play({
      camera: square({ minPerM2: 1.2 }),
      things: shaken(crowd(0.78, 0.4), seed),
      seconds: 40,
    });
    assert.match(story(pushed, 'pressure')[0] ?? '', /^began/, `seed ${seed}`);
  }
});

/** Where boxes see nobody: 36 people half seen on 16 m2, nearer to the camera, for flow needs finer ground. */
const unseen = {
  camera: cameraWith([zoneOn(rectangle(-2, 0.5, 4, 4), { rules: [rule] })]),
  things: [],
  halfSeen: gridOf(6, 0.65, { x: -1.7, y: 0.8 }),
  seconds: 40,
};
/** Neighbours of a body's width sway against each other, turning every 2 s. */
const pushed = (mps: number) => (at: Point, ms: number) => {
  const sign = Math.floor(at.x / 0.5) % 2 === 0 ? 1 : -1;
  return { x: ms % 4_000 < 2_000 ? sign * mps : -sign * mps, y: 0 };
};

test('a crowd in which boxes see nobody is a pressure warning when its texture sways, with a pressure of at least so much', () => {
  const run = play({
    ...unseen,
    texture: (at, ms) => (ms < 12_000 || ms > 26_000 ? { x: 0, y: 0 } : pushed(0.3)(at, ms)),
  });
  const told = story(run, 'pressure');
  assert.equal(told.length, 2, told.join());
  const [began, ended] = told.map((s) => Number(s.split(' ')[1]));
  assert.ok(began! >= 17_000 && began! <= 20_000, told.join());
  assert.ok(ended! >= 36_000 && ended! < 40_000, told.join());
  const values = run.measures.filter((m) => m.kind === 'crowd-pressure');
  const swaying = values.filter((m) => m.atMs - startMs > 14_000 && m.atMs - startMs < 25_000);
  assert.ok(swaying.length > 8);
  for (const m of swaying) {
    assert.equal(m.note, 'by-flow');
    assert.equal(m.errorBand, null);
    // 36 people on 16 m2 times 0.3 squared is 0.2; a field that turns lowers it.
    assert.ok(m.value! > 0.08 && m.value! <= 0.21, `${m.value}`);
  }
  const calm = values.filter((m) => m.atMs - startMs > 6_000 && m.atMs - startMs < 12_000);
  assert.ok(calm.length > 3 && calm.every((m) => m.note === 'by-flow' && m.value! < 0.001));
});

test('the same crowd is none while it stands, shifts its weight, walks as one, or its texture does not tell', () => {
  for (const texture of [
    () => ({ x: 0, y: 0 }),
    pushed(0.05),
    () => ({ x: 0.7, y: 0.1 }),
    () => null,
    undefined,
  ]) {
    const run = play({ ...unseen, ...(texture === undefined ? {} : { texture }) });
    assert.deepEqual(story(run, 'pressure'), []);
  }
});

test('texture that sways where nobody is half seen is none, and is not even asked for: a hedge in the wind', () => {
  const asked: Point[] = [];
  const run = play({
    ...unseen,
    halfSeen: unseen.halfSeen.slice(0, 6),
    texture: (at, ms) => {
      asked.push(at);
      return pushed(0.5)(at, ms);
    },
  });
  assert.deepEqual(story(run, 'pressure'), []);
  assert.deepEqual(asked, []);
});

test('beyond the range of boxes the tracks still tell of a push while most people have one, whatever the texture says', () => {
  const run = play({
    camera: square(),
    things: crowd(0.65, 0.3),
    seconds: 30,
    texture: () => ({ x: 0, y: 0 }),
  });
  assert.match(story(run, 'pressure')[0] ?? '', /^began/);
  assert.equal(lastMeasure(run, 'crowd-pressure').note, 'beyond-range');
});
