import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  boxOf,
  cameraWith,
  moving,
  person,
  play,
  rectangle,
  startMs,
  story,
  type Thing,
  vehicle,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import type { Point } from '../geometry.ts';
import type { StillRegion } from '../still-region.ts';
import { defaultRules, type Rule } from '../zone.ts';

const pets = defaultRules['left-object'];
const iLids: Rule = { ...pets, ownerDistanceM: null, holdMs: 60_000 };
const hall = (rule: Rule, isCalibrated = true) =>
  cameraWith(
    [zoneOn(rectangle(-6, 2, 12, 16), { rules: [rule] })],
    isCalibrated ? {} : { calibration: null },
  );

/** A bag of half a metre on the ground from `fromMs` to `untilMs`, told three seconds after it came. */
function bag(at: Point, fromMs = 10_000, untilMs = Number.POSITIVE_INFINITY, id = 1) {
  const body = boxOf(person(at), at, 0);
  const box = { x: body.x, y: body.y + body.h * 0.7, w: body.w, h: body.h * 0.3 };
  return (ms: number, look: StillRegion['look'] = 'appeared'): StillRegion[] =>
    ms >= fromMs + 3_000 && ms < untilMs ? [{ id, box, sinceMs: startMs + fromMs, look }] : [];
}
const here = bag({ x: 0, y: 6 });
/** Stands at the bag until `ms`, then walks off to the right at 1.4 m/s. */
const owner = (untilMs: number) =>
  person((ms) => (ms < untilMs ? { x: 0.6, y: 6 } : { x: 0.6 + ((ms - untilMs) / 1000) * 1.4, y: 6 }));

function told(
  things: readonly Thing[],
  still: (ms: number) => readonly StillRegion[],
  {
    rule = pets,
    seconds = 90,
    isCalibrated = true,
  }: { rule?: Rule; seconds?: number; isCalibrated?: boolean } = {},
) {
  return play({ camera: hall(rule, isCalibrated), things, seconds, still });
}
const seconds = (run: ReturnType<typeof play>) =>
  story(run, 'left-object').map((s) => [s.split(' ')[0], Number(s.split(' ')[1]) / 1000] as const);

for (const isCalibrated of [true, false]) {
  const how = isCalibrated ? 'calibrated' : 'in box sizes';
  test(`PETS: told 30 s after its owner was 3 m away, ended by somebody who stays near it (${how})`, () => {
    const back = person((ms) => (ms > 70_000 ? { x: 1, y: 6 } : null));
    const run = told([owner(20_000), back], here, { isCalibrated });
    const [[began, atS], [ended, endS]] = seconds(run) as [[string, number], [string, number]];
    assert.deepEqual([began, ended], ['began', 'ended']);
    // 0.6 m away at 20 s, 3 m at 21.7 s.
    assert.ok(Math.abs(atS - 51.8) <= 0.6, `${atS}`);
    assert.ok(endS >= 75 && endS <= 77, `${endS}`);
    const { situation } = run.changes[0]!;
    assert.ok(Math.abs(situation.sinceMs - startMs - 21_800) <= 400);
    const [unattended] = situation.because;
    assert.ok(
      unattended!.kind === 'unattended' && unattended!.unit === 's' && unattended!.category === 'person',
    );
    assert.ok(unattended!.value! >= 30 && unattended!.value! < 31);
  });
}

test('i-LIDS: told 60 s after the last person left the area, however near they were', () => {
  // Out of the area, 6 m to the right, at 23.9 s.
  const run = told([owner(20_000)], here, { rule: iLids, seconds: 100 });
  const [[began, atS]] = seconds(run) as [[string, number]];
  assert.equal(began, 'began');
  assert.ok(atS >= 83.5 && atS <= 86, `${atS}`);
  const other = person({ x: -5, y: 15 });
  assert.deepEqual(seconds(told([owner(20_000), other], here, { rule: iLids, seconds: 100 })), []);
});

test('who stays beside their bag, or comes back to it in time, is no situation', () => {
  assert.deepEqual(seconds(told([owner(1e9)], here)), []);
  const comesBack = person((ms) => {
    const away = Math.abs(((ms / 1000) % 30) - 15) - 2;
    return { x: 0.6 + Math.max(0, away), y: 6 };
  });
  assert.deepEqual(seconds(told([comesBack], here, { seconds: 120 })), []);
});

test('a load on the ground needs no owner, and vehicles that pass do not attend it', () => {
  const cars = Array.from({ length: 12 }, (_, i) =>
    vehicle((ms) =>
      ms > i * 6_000 ? moving({ x: 3, y: 26 - (ms - i * 6_000) / 120 }, { x: 0, y: 0 })(0) : null,
    ),
  );
  const [[began, atS]] = seconds(told(cars, here)) as [[string, number]];
  assert.equal(began, 'began');
  assert.ok(Math.abs(atS - 40) <= 0.6, `told ${atS} s, it lies there since 10 s`);
});

test('passers-by stop the clock for as long as they pass, and end nothing', () => {
  // One every 12 s, near for about 4 s.
  const passers = Array.from({ length: 12 }, (_, i) =>
    person((ms) => {
      const x = -9 + ((ms - 14_000 - i * 12_000) / 1000) * 1.5;
      return x > -9 && x < 9 ? { x, y: 6 } : null;
    }),
  );
  const times = seconds(told(passers, here, { seconds: 150 }));
  assert.deepEqual(
    times.map(([phase]) => phase),
    ['began'],
  );
  assert.ok(times[0]![1] > 48 && times[0]![1] < 70, `${times[0]![1]}`);
});

test('a bag that is taken ends it, one outside the area begins nothing, a second one changes it', () => {
  const taken = seconds(told([], bag({ x: 0, y: 6 }, 10_000, 60_000)));
  assert.deepEqual(
    taken.map(([phase]) => phase),
    ['began', 'ended'],
  );
  assert.ok(Math.abs(taken[1]![1] - 65) <= 0.6, `${taken[1]![1]}`);
  assert.deepEqual(seconds(told([], bag({ x: -8, y: 6 }))), []);
  const second = bag({ x: 3, y: 9 }, 30_000, 1e9, 2);
  const both = seconds(told([], (ms) => [...here(ms), ...second(ms)]));
  assert.deepEqual(
    both.map(([phase]) => phase),
    ['began', 'changed'],
  );
});

test('what vanished is no left object; what is unclear is one only if somebody was within reach', () => {
  assert.deepEqual(seconds(told([owner(20_000)], (ms) => here(ms, 'vanished'))), []);
  assert.deepEqual(seconds(told([], (ms) => here(ms, 'unknown'))), []);
  const run = told([owner(20_000)], (ms) => here(ms, 'unknown'));
  assert.equal(seconds(run).length, 1);
  assert.ok(run.changes[0]!.situation.certainty < 0.8);
});

test('a look that turns unclear after the alarm does not end it', () => {
  const run = told([], (ms) => here(ms, ms < 60_000 ? 'appeared' : 'unknown'));
  assert.deepEqual(
    seconds(run).map(([phase]) => phase),
    ['began'],
  );
});

test('who was lost for a moment was near all the same', () => {
  const blinking: Thing = { ...owner(1e9), isSeen: (ms) => ms % 9_000 > 1_500 };
  assert.deepEqual(seconds(told([blinking], here, { seconds: 120 })), []);
});

// --- removed object

const guarded = cameraWith([zoneOn(rectangle(-6, 2, 12, 16), { rules: [defaultRules['removed-object']] })]);
const removed = (still: (ms: number) => readonly StillRegion[], things: readonly Thing[] = [], s = 90) =>
  story(play({ camera: guarded, things, seconds: s, still }), 'removed-object').map((line) => [
    line.split(' ')[0],
    Number(line.split(' ')[1]) / 1000,
  ]);

test('a place that stays without what was there is told after 30 s, and ends when the thing is back', () => {
  const times = removed((ms) => bag({ x: 0, y: 6 }, 10_000, 60_000)(ms, 'vanished'));
  assert.deepEqual(
    times.map(([phase]) => phase),
    ['began', 'ended'],
  );
  assert.ok(Math.abs((times[0]![1] as number) - 40) <= 0.6 && Math.abs((times[1]![1] as number) - 65) <= 0.6);
});

test('what was taken up and put back in time, what came, and what changed with nobody near is not removed', () => {
  assert.deepEqual(
    removed((ms) => bag({ x: 0, y: 6 }, 10_000, 38_000)(ms, 'vanished')),
    [],
  );
  assert.deepEqual(
    removed((ms) => here(ms, 'appeared')),
    [],
  );
  assert.deepEqual(
    removed((ms) => here(ms, 'unknown')),
    [],
  );
  assert.equal(removed((ms) => here(ms, 'unknown'), [owner(11_000)]).length, 1);
});
