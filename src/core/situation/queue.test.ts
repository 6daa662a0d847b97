import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shaken } from '../../../test/support/people-scenes.ts';
import {
  cameraWith,
  imageOf,
  lastMeasure,
  moving,
  person,
  play,
  rectangle,
  size,
  story,
  type Thing,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { unfitRules } from '../scene.ts';
import { defaultRules, type Rule } from '../zone.ts';

const rule = defaultRules.queue as Extract<Rule, { kind: 'queue' }>;
const direction = [imageOf({ x: 0, y: 10 }), imageOf({ x: 0, y: 3 })] as const;
/** People are served at (0, 3). */
const hall = (rest: Partial<typeof rule> = {}) =>
  cameraWith([zoneOn(rectangle(-6, 2, 12, 17), { direction, rules: [{ ...rule, maxLengthM: 8, ...rest }] })]);
const line = (n: number, pitchM = 0.8, until = Number.POSITIVE_INFINITY): Thing[] =>
  Array.from({ length: n }, (_, i) => person((ms) => (ms < until ? { x: 0, y: 3 + i * pitchM } : null)));
const told = (things: readonly Thing[], seconds = 40, camera = hall()) =>
  story(play({ camera, things, seconds }), 'queue');

test('a line of 8 m is told after 10 s, one of just under is not', () => {
  const times = told(line(11));
  assert.equal(times.length, 1);
  assert.ok(Number(times[0]!.split(' ')[1]) <= 13_000, times.join());
  assert.deepEqual(told(line(10)), []);
  const run = play({ camera: hall(), things: line(11), seconds: 20 });
  assert.ok(Math.abs(lastMeasure(run, 'queue-length').value! - 8) < 0.05);
});

test('it goes on while the line is a little shorter, and ends 20 s after it is much shorter', () => {
  const things = line(12).map((thing, i) =>
    person((ms) => ((ms > 50_000 && i >= 6) || (ms > 20_000 && i >= 10) ? null : thing.at(ms))),
  );
  const times = told(things, 90).map((s) => Number(s.split(' ')[1]));
  assert.equal(times.length, 2);
  assert.ok(times[1]! > 68_000 && times[1]! < 78_000, times.join());
});

test('a line that bends is followed, one with a gap ends there', () => {
  const bent = Array.from({ length: 12 }, (_, i) =>
    person(i < 6 ? { x: 0, y: 3 + i * 0.8 } : { x: (i - 5) * 0.8, y: 7 }),
  );
  assert.equal(told(bent).length, 1);
  const broken = line(12).filter((_, i) => i !== 5 && i !== 6);
  assert.deepEqual(told(broken), []);
});

test('someone who ties a shoe, two who talk, and people who walk past are no queue', () => {
  const camera = hall({ maxLengthM: 1 });
  const shoe = [person({ x: 0, y: 4 })];
  const talk = [person({ x: 0, y: 4 }), person({ x: 0.4, y: 5 })];
  const passing = Array.from({ length: 10 }, (_, i) =>
    person((ms) => moving({ x: -6 - i * 0.9, y: 4 }, { x: 0.9, y: 0 })(ms)),
  );
  for (const things of [shoe, talk, passing]) assert.deepEqual(told(things, 30, camera), []);
  const elsewhere = Array.from({ length: 10 }, (_, i) => person({ x: 4, y: 8 + i }));
  assert.deepEqual(told(elsewhere, 30, camera), []);
});

/** A line that is served one every `everyMs`: then each steps up within 1.5 s, and the first walks off to the side. */
function served(n: number, everyMs: number): Thing[] {
  const stepsAt = (ms: number) => {
    const done = Math.floor(ms / everyMs);
    return done === 0 ? 0 : done - 1 + Math.min(1, (ms - done * everyMs) / 1_500);
  };
  return Array.from({ length: n }, (_, i) =>
    person((ms) => {
      const goneS = (ms - (i + 1) * everyMs) / 1000;
      if (goneS >= 0) return goneS > 4 ? null : { x: goneS * 1.3, y: 3 };
      return { x: 0, y: 3 + Math.max(0, i - stepsAt(ms)) * 0.8 };
    }),
  );
}

test('the wait is people over the rate at which they are served', () => {
  // 12 in line, one served every 12 s: about as many left after 84 s, 12 s each.
  const run = play({ camera: hall(), things: served(16, 12_000), seconds: 84 });
  const wait = lastMeasure(run, 'wait');
  const people = 16 - 7;
  assert.ok(Math.abs(wait.value! - people * 12) < 30, `${wait.value} s`);
  assert.ok(wait.errorBand! > 0);
});

test('a wait too long is told where the length is not watched', () => {
  const camera = hall({ maxLengthM: null, maxWaitMs: 60_000 });
  assert.equal(told(served(16, 12_000), 84, camera)[0]?.split(' ')[0], 'began');
  assert.deepEqual(told(served(16, 3_000), 40, camera), []);
  // Nobody is served at all: they have waited for a minute after a minute.
  const stuck = told(line(6), 100, camera);
  assert.ok(Number(stuck[0]?.split(' ')[1]) >= 65_000, stuck.join());
});

test('jitter and misses neither break a line nor make one, nor serve anybody', () => {
  for (const seed of [11, 12, 13]) {
    const run = play({ camera: hall(), things: shaken(line(14), seed), seconds: 60 });
    assert.deepEqual(story(run, 'queue').length, 1, `seed ${seed}: ${story(run, 'queue')}`);
    const length = lastMeasure(run, 'queue-length').value!;
    assert.ok(Math.abs(length - 13 * 0.8) < 1, `seed ${seed}: ${length} m`);
    assert.equal(lastMeasure(run, 'wait').errorBand, null, 'nobody was served');
    const passing = Array.from({ length: 12 }, (_, i) =>
      person((ms) => moving({ x: -6 - i * 1.2, y: 4 + (i % 4) }, { x: 1.2, y: 0 })(ms)),
    );
    assert.deepEqual(told(shaken(passing, seed), 30, hall({ maxLengthM: 2 })), [], `seed ${seed}`);
  }
});

test('a rule without an arrow or without ground can never fire, and says so', () => {
  const zone = zoneOn(rectangle(-6, 2, 12, 17), { rules: [rule] });
  assert.equal(unfitRules(cameraWith([zone]), size)[0]?.reason, 'needs-direction');
  const plain = cameraWith([{ ...zone, direction }], { calibration: null });
  assert.equal(unfitRules(plain, size)[0]?.reason, 'needs-metres');
});
