import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraWith,
  imageOf,
  moving,
  noise,
  play,
  rectangle,
  type Thing,
  vehicle,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules } from '../zone.ts';

/** Traffic should drive towards the camera. */
const camera = cameraWith([
  zoneOn(rectangle(-4, 1, 8, 27), {
    direction: [imageOf({ x: 0, y: 20 }), imageOf({ x: 0, y: 4 })],
    rules: [defaultRules['wrong-way']],
  }),
]);
/** Drives away from the camera, from `fromMs` on. */
const against = (fromMs: number, rest: Partial<Thing> = {}): Thing => {
  const drive = moving({ x: 0, y: 0 }, { x: 0, y: 10 });
  return vehicle((ms) => (ms < fromMs || ms > fromMs + 3_500 ? null : drive(ms - fromMs)), rest);
};
const told = (things: readonly Thing[], seconds: number) =>
  play({ camera, things, seconds }).changes.map(({ phase, added, situation }) => ({
    phase,
    added,
    id: situation.id,
    causes: situation.because.find((m) => m.kind === 'causes')!,
  }));

test('a column that drives the wrong way is one situation, which each follower changes with the new number', () => {
  // The next enters when the first has just left.
  const run = told(
    Array.from({ length: 5 }, (_, i) => against(i * 3_600)),
    40,
  );
  assert.equal(new Set(run.map(({ id }) => id)).size, 1);
  assert.deepEqual(
    run.map(({ phase, added, causes }) => [phase, added, causes.value]),
    [
      ['began', 1, 1],
      ['changed', 1, 2],
      ['changed', 1, 3],
      ['changed', 1, 4],
      ['changed', 1, 5],
      ['ended', 0, 5],
    ],
  );
  assert.ok(run.at(-1)!.causes.windowMs > 4 * 3_600, 'the number says since when');
});

test('those who come side by side, or within a second, are told together', () => {
  const abreast = [0, 400, 800, 1_200].map((ms) => against(ms));
  const run = told(abreast, 20);
  assert.ok(run.filter(({ phase }) => phase === 'changed').length <= 2, JSON.stringify(run));
  assert.equal(
    run.reduce((sum, { added }) => sum + added, 0),
    4,
  );
});

test('who comes after a calm of the clear time is a situation of its own, counted from one', () => {
  const run = told([against(0), against(12_000)], 30);
  assert.deepEqual(
    run.map(({ phase, causes }) => [phase, causes.value]),
    [
      ['began', 1],
      ['ended', 1],
      ['began', 1],
      ['ended', 1],
    ],
  );
});

test('jitter and misses do not count a driver twice', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = noise(seed * 97);
    const seen = Array.from({ length: 200 }, () => random() > -0.4);
    const shaky = (fromMs: number) =>
      against(fromMs, {
        jitterPx: () => ({ x: random(), y: random() }),
        isSeen: (ms) => seen[Math.round(ms / 200)]!,
      });
    const run = told([shaky(0), shaky(4_000), shaky(8_000)], 30);
    const sum = run.reduce((n, { added }) => n + added, 0);
    assert.ok(sum >= 2 && sum <= 3, `seed ${seed}: ${sum} told`);
  }
});
