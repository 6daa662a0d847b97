import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shaken, stream } from '../../../test/support/people-scenes.ts';
import {
  cameraWith,
  person,
  play,
  rectangle,
  story,
  type Thing,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules } from '../zone.ts';

const rule = defaultRules.dispersal;
const square = cameraWith([zoneOn(rectangle(-7, 2, 14, 14), { rules: [rule] })]);
const told = (things: readonly Thing[], seconds = 30, camera = square) =>
  story(play({ camera, things, seconds }), 'dispersal');

/** People who stand about a centre and run from `at` at 10 s. */
function fleeing(n: number, speedMps: number, at = { x: 0, y: 8 }): Thing[] {
  return Array.from({ length: n }, (_, i) => {
    const angle = (2 * Math.PI * i) / n + 0.2;
    const home = { x: (1 + (i % 3)) * Math.cos(angle), y: 8 + (1 + (i % 3)) * Math.sin(angle) };
    const far = Math.hypot(home.x - at.x, home.y - at.y);
    return person((ms) => {
      const gone = (Math.max(0, ms - 10_000) / 1000) * speedMps;
      if (gone > 15) return null;
      return { x: home.x + ((home.x - at.x) / far) * gone, y: home.y + ((home.y - at.y) / far) * gone };
    });
  });
}

test('people who stood together and run apart are told within 3 s, once, and it ends', () => {
  const times = told(fleeing(12, 3.5), 40);
  assert.deepEqual(
    times.map((s) => s.split(' ')[0]),
    ['began', 'ended'],
  );
  const began = Number(times[0]!.split(' ')[1]);
  assert.ok(began > 11_000 && began <= 13_000, times.join());
});

test('a flight from something at the crowd’s edge fans out and counts too', () => {
  assert.equal(told(fleeing(12, 3.5, { x: 0.5, y: 6.6 }), 40)[0]?.split(' ')[0], 'began');
});

test('people who walk apart, or too few who run, are none', () => {
  assert.deepEqual(told(fleeing(12, 1.5)), []);
  assert.deepEqual(told(fleeing(4, 3.5)), []);
  assert.equal(told(fleeing(5, 3.5)).length, 2);
});

test('just under the speed is none, just above is one', () => {
  assert.deepEqual(told(fleeing(12, 1.95)), []);
  assert.equal(told(fleeing(12, 2.3)).length, 2);
});

test('a group that parts at a walk is none, though the boxes of a few dart', () => {
  assert.deepEqual(told([...fleeing(8, 1.6), ...fleeing(4, 5)]), []);
});

test('everyone who runs for a train in one direction is none', () => {
  const things = Array.from({ length: 15 }, (_, i) =>
    person((ms) => {
      const y = 3 + Math.floor(i / 5) * 1.5 + (Math.max(0, ms - 10_000) / 1000) * 3.5;
      return y > 20 ? null : { x: -3 + (i % 5) * 1.5, y };
    }),
  );
  assert.deepEqual(told(things), []);
});

test('a group that walks through together, and joggers who pass in both directions, are none', () => {
  const group = Array.from({ length: 10 }, (_, i) =>
    person((ms) => ({ x: -9 + (i % 4) + (ms / 1000) * 1.4, y: 6 + Math.floor(i / 4) })),
  );
  assert.deepEqual(told(group, 15), []);
  const joggers = [
    ...stream({ from: { x: -7, y: 6 }, to: { x: 7, y: 6 }, speedMps: 3, everyMs: 800, untilMs: 30_000 }),
    ...stream({ from: { x: 7, y: 10 }, to: { x: -7, y: 10 }, speedMps: 3, everyMs: 800, untilMs: 30_000 }),
  ];
  assert.deepEqual(told(joggers), []);
});

test('the people who alight from a train walk off both ways past those who wait: none', () => {
  const waiting = Array.from({ length: 6 }, (_, i) => person({ x: -5 + i * 2, y: 5 }));
  const alighting = Array.from({ length: 24 }, (_, i) => {
    const [door, sign] = [-4 + (i % 3) * 4, i % 2 === 0 ? 1 : -1];
    const [startMs, speed] = [10_000 + Math.floor(i / 3) * 800, 1.3 + (i % 4) * 0.2];
    return person((ms) => {
      const t = (ms - startMs) / 1000;
      return t < 0 || t > 12
        ? null
        : { x: door + sign * speed * Math.max(0, t - 1), y: 12 - Math.min(t, 1) * 2 };
    });
  });
  assert.deepEqual(told([...waiting, ...alighting]), []);
  // Also where they run.
  const running = alighting.map((thing) => person((ms) => thing.at(10_000 + (ms - 10_000) * 2)));
  assert.deepEqual(told([...waiting.slice(0, 3), ...running]), []);
});

test('people who run together to one spot are none', () => {
  const things = Array.from({ length: 12 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 12;
    return person((ms) => {
      const r = Math.max(0.5, 6 - (Math.max(0, ms - 10_000) / 1000) * 3);
      return { x: r * Math.cos(angle), y: 9 + r * Math.sin(angle) };
    });
  });
  assert.deepEqual(told(things), []);
});

test('jitter and misses neither scatter a standing crowd nor hide a flight', () => {
  for (const seed of [7, 8, 9]) {
    const still = Array.from({ length: 20 }, (_, i) =>
      person({ x: -4 + (i % 5) * 2, y: 4 + Math.floor(i / 5) * 2 }),
    );
    assert.deepEqual(told(shaken(still, seed), 60), [], `seed ${seed}`);
    assert.equal(told(shaken(fleeing(14, 3.5), seed))[0]?.split(' ')[0], 'began', `seed ${seed}`);
  }
});

test('it works without calibration, in sizes of their own boxes', () => {
  const plain = cameraWith([zoneOn(rectangle(-7, 2, 14, 14), { rules: [rule] })], { calibration: null });
  const sideways = fleeing(16, 4.5);
  assert.equal(told(sideways, 30, plain)[0]?.split(' ')[0], 'began');
  assert.deepEqual(told(fleeing(16, 1), 30, plain), []);
});
