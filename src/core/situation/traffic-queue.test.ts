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
import { defaultRules } from '../zone.ts';

const rule = defaultRules['traffic-queue'];
const zone = zoneOn(rectangle(-4, 1, 8, 27), { rules: [rule] });
const cameras = [
  ['calibrated', cameraWith([zone])],
  ['not calibrated', cameraWith([zone], { calibration: null })],
] as const;
/** Each drives up to its place in the queue, waits until `goMs` and drives on. */
const queue = (n: number, goMs: number, dress: Partial<Thing> = {}): Thing[] =>
  Array.from({ length: n }, (_, i) =>
    vehicle((ms) => {
      const y = Math.max(3 + 4.5 * i, 27 + 5 * i - ms / 100) - Math.max(0, ms - goMs - i * 800) / 120;
      return y < 0 || y > 27 ? null : { x: 0, y };
    }, dress),
  );
const told = (run: ReturnType<typeof play>) => story(run, 'traffic-queue');

for (const [name, camera] of cameras) {
  test(`five that stand for eight seconds are a queue, over when they have driven off (${name})`, () => {
    const run = play({ camera, things: queue(5, 40_000), seconds: 75 });
    const [began, ended] = told(run).map((line) => Number(line.split(' ')[1]) / 1000);
    assert.equal(run.changes.length, 2, JSON.stringify(told(run)));
    assert.ok(began! > 10 && began! < 15, `told at ${began} s`);
    assert.ok(ended! > 55 && ended! < 62, `over at ${ended} s`);
    assert.ok(run.changes[0]!.situation.because.some((m) => m.kind === 'count' && m.value! >= 4.5));
  });

  test(`four are none, and five that flow are none (${name})`, () => {
    const flowing = Array.from({ length: 30 }, (_, i) =>
      vehicle((ms) => {
        const y = 26 + 5 * i - ms / 180;
        return y < 0 || y > 26 ? null : { x: 0, y };
      }),
    );
    for (const things of [queue(4, 40_000), flowing, []]) {
      assert.deepEqual(told(play({ camera, things, seconds: 40 })), []);
    }
  });

  test(`a red light shorter than the hold time is no alarm (${name})`, () => {
    assert.deepEqual(told(play({ camera, things: queue(6, 9_500), seconds: 30 })), []);
  });
}

test('jitter and missed frames do not break a queue up', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = noise(seed * 41);
    const misses = Array.from({ length: 3_000 }, () => random() < -0.5);
    const things = queue(6, 60_000).map((thing, i) => ({
      ...thing,
      jitterPx: () => ({ x: random(), y: random() }),
      isSeen: (ms: number) => !misses[(Math.round(ms / 200) * 7 + i * 131) % misses.length],
    }));
    const run = play({ camera: cameras[0][1], things, seconds: 55 });
    assert.equal(told(run).length, 1, `seed ${seed}: ${told(run)}`);
  }
});
