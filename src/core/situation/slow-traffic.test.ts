import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraWith,
  noise,
  play,
  rectangle,
  story,
  type Thing,
  vehicle,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules, type Rule } from '../zone.ts';
import { createFreeFlow, freeFlowOf, learnSpeed } from './free-flow.ts';

const rule = { ...defaultRules['slow-traffic'], freeFlowMps: 14 };
const cameraOf = (own: Rule, calibrated = true) =>
  cameraWith(
    [zoneOn(rectangle(-4, 1, 8, 27), { rules: [own] })],
    calibrated ? undefined : { calibration: null },
  );
/** Vehicles drive towards the camera, one every `headwayM`, as fast as `mpsAt` says of the moment. */
function traffic(
  seconds: number,
  mpsAt: (s: number) => number,
  of: { headwayM?: number; dress?: (i: number) => Partial<Thing> } = {},
): Thing[] {
  const headwayM = of.headwayM ?? 8;
  const way: number[] = [0];
  for (let s = 0; s < seconds * 10; s++) way.push(way[s]! + mpsAt(s / 10) / 10);
  const count = Math.ceil((way.at(-1)! + 26) / headwayM);
  return Array.from({ length: count }, (_, i) =>
    vehicle((ms) => {
      const y =
        26 +
        (i - Math.floor(26 / headwayM)) * headwayM -
        way[Math.min(Math.round(ms / 100), way.length - 1)]!;
      return y < 0 || y > 26 ? null : { x: i % 2 === 0 ? -1.5 : 1.5, y };
    }, of.dress?.(i)),
  );
}
const seen = (run: ReturnType<typeof play>) => story(run, 'slow-traffic');
const shaky = (seed: number, missShare: number) => {
  const random = noise(seed);
  const misses = Array.from({ length: 4_000 }, () => random() < 2 * missShare - 1);
  return (i: number): Partial<Thing> => ({
    jitterPx: () => ({ x: random(), y: random() }),
    isSeen: (ms) => !misses[(Math.round(ms / 200) * 7 + i * 131) % misses.length],
  });
};

test('traffic at a third of free flow is told after its minute, and over once it flows again', () => {
  const mpsAt = (s: number) => (s > 30 && s < 150 ? 4.5 : 13);
  const run = play({ camera: cameraOf(rule), things: traffic(240, mpsAt), seconds: 240 });
  const [began, ended] = seen(run).map((line) => Number(line.split(' ')[1]) / 1000);
  assert.equal(run.changes.length, 2);
  assert.ok(began! > 90 && began! < 98, `told at ${began} s`);
  assert.ok(ended! > 180 && ended! < 192, `over at ${ended} s`);
  const speed = run.changes[0]!.situation.because[0]!;
  assert.ok(Math.abs(speed.value! - 4.5) < 0.4, `${speed.value} m/s`);
});

test('jitter and missed frames neither hide slow traffic nor make it', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const slow = play({
      camera: cameraOf(rule),
      things: traffic(110, () => 4.5, { dress: shaky(seed * 13, 0.3) }),
      seconds: 110,
    });
    assert.equal(seen(slow).length, 1, `seed ${seed}: ${seen(slow)}`);
    const free = play({
      camera: cameraOf(rule),
      things: traffic(110, () => 9, { dress: shaky(seed * 13, 0.3) }),
      seconds: 110,
    });
    assert.deepEqual(seen(free), [], `seed ${seed}`);
  }
});

test('an empty road, a single slow vehicle and a short hold-up are not slow traffic', () => {
  const worlds: Thing[][] = [[], [vehicle({ x: 0, y: 8 })], traffic(150, (s) => (s > 30 && s < 75 ? 1 : 13))];
  for (const things of worlds) {
    const run = play({ camera: cameraOf(rule), things, seconds: 150 });
    assert.deepEqual(run.changes, []);
  }
});

test('free flow that is not given is learned, and until it is nothing is said', () => {
  const own: Rule = { ...rule, freeFlowMps: null };
  for (const isCalibrated of [true, false]) {
    const camera = cameraOf(own, isCalibrated);
    const early = play({ camera, things: traffic(150, () => 3), seconds: 150 });
    assert.deepEqual(early.changes, []);
    const hour = 1_900;
    const mpsAt = (s: number) => (s < hour ? 13 : 4);
    const run = play({
      camera,
      things: traffic(hour + 120, mpsAt, { headwayM: 300 }).concat(
        traffic(120, () => 4).map((t) =>
          vehicle((ms) => (ms < hour * 1_000 ? null : t.at(ms - hour * 1_000))),
        ),
      ),
      seconds: hour + 120,
      fps: 5,
    });
    const [began, ...more] = seen(run).map((line) => Number(line.split(' ')[1]) / 1000);
    assert.ok(began! > hour + 59 && began! < hour + 72, `told at ${began} s`);
    assert.deepEqual(more, []);
    assert.equal(run.changes[0]!.situation.because[0]!.value === null, !isCalibrated);
  }
});

test('free flow is what the fastest seventh drives, whatever the jam of the morning', () => {
  const free = createFreeFlow(0);
  const random = noise(5);
  const hourMs = 3_600_000;
  for (let hour = 0; hour < 24 * 60; hour++) {
    const isJam = hour % 24 > 6 && hour % 24 < 10;
    for (let i = 0; i < 60; i++) {
      learnSpeed(free, (isJam ? 4 : 20) + random() * 2, hour * hourMs + i * 60_000);
    }
    if (hour > 24) {
      const mps = freeFlowOf(free, hour * hourMs)!;
      assert.ok(mps > 19 && mps < 22.5, `hour ${hour}: ${mps}`);
    }
  }
  assert.equal(free.weights.length, 120);
});
