import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noise, signalAt, startMs } from '../../../test/support/scene-world.ts';
import type { CameraSignal } from '../camera-signal.ts';
import { advanceFaults, createScene } from '../scene.ts';
import { type CameraFaultKind, cameraFaultKinds } from '../zone.ts';
import { createFaults, faultRules, followFaults, isBlind, isDoubtful } from './camera-faults.ts';

/** Plays signals at 5 a second; the told changes with their second. */
function watch(seconds: number, signal: (second: number) => Partial<CameraSignal>): string[] {
  const state = createFaults('cam-1');
  const told: string[] = [];
  for (let i = 0; i < seconds * 5; i++) {
    const atMs = startMs + i * 200;
    for (const c of followFaults(state, signalAt(atMs, signal(i / 5)), atMs)) {
      told.push(`${c.phase} ${c.situation.kind} ${i / 5}`);
    }
  }
  return told;
}

const between = (second: number, from: number, to: number) => second >= from && second < to;

/** What each fault looks like, and when it is told if it lasts from second 40 to 80. */
const faults: Record<
  // Read off the zones' densities, not off the signal: see out-of-range.test.ts.
  Exclude<CameraFaultKind, 'camera-out-of-range'>,
  { signal: (second: number) => Partial<CameraSignal>; began: number; ended: number }
> = {
  'camera-lost': { signal: () => ({ isConnected: false }), began: 45, ended: 82 },
  'camera-frozen': {
    signal: () => ({ changedShare: 0, meanLuma: 90, contrast: 40, sharpness: 300 }),
    began: 55.2,
    ended: 82,
  },
  'camera-dark': {
    signal: (s) => ({ meanLuma: 17 + Math.sin(s), contrast: 2, sharpness: 20 }),
    began: 45,
    ended: 83,
  },
  'camera-moved': { signal: () => ({ viewCorrelation: 0.1 }), began: 48, ended: 85 },
  'camera-blurred': { signal: (s) => ({ sharpness: 40 + Math.sin(s) }), began: 50, ended: 85 },
  'camera-disturbed': { signal: (s) => ({ restlessShare: 0.07 + 0.01 * Math.sin(s) }), began: 55, ended: 95 },
  'camera-clock-off': { signal: () => ({ clockErrorMs: 4_000 }), began: 40, ended: 140 },
  'camera-overloaded': { signal: () => ({ droppedShare: 0.5 }), began: 50, ended: 90 },
};

for (const kind of cameraFaultKinds) {
  if (kind === 'camera-out-of-range') continue;
  const { signal, began, ended } = faults[kind];
  test(`${kind} is told after its hold time, ends after its clear time, and is the only thing told`, () => {
    const told = watch(160, (s) => (between(s, 40, 80) ? signal(s) : {}));
    assert.equal(told.length, 2, told.join());
    const times = told.map((t) => Number(t.split(' ')[2]));
    assert.ok(
      told.every((t) => t.includes(kind)),
      told.join(),
    );
    assert.ok(Math.abs(times[0]! - began) < 0.5 && Math.abs(times[1]! - ended) < 0.5, told.join());
  });

  if (faultRules[kind].holdMs === 0) continue;
  test(`${kind} that comes and goes within its hold time is not told`, () => {
    const holdS = began - 40;
    const told = watch(300, (s) => (s > 40 && s % (holdS + 10) < holdS * 0.6 ? signal(s) : {}));
    assert.deepEqual(told, []);
  });
}

test('a still scene with sensor noise is not frozen, however little of it changes', () => {
  const random = noise(1);
  const told = watch(600, () => ({ changedShare: 0, meanLuma: 110 + random() * 1e-3 }));
  assert.deepEqual(told, []);
});

test('a still scene coded without change between key frames four seconds apart is not frozen', () => {
  const told = watch(300, (s) => ({
    changedShare: 0,
    meanLuma: 110 + Math.floor(s / 4) * 0.01,
    contrast: 40,
    sharpness: 300,
  }));
  assert.deepEqual(told, []);
});

test('one signal read again and again, because no picture came, is not frozen', () => {
  const state = createFaults('cam-1');
  const signal = signalAt(startMs);
  for (let s = 0; s < 60; s++) assert.deepEqual(followFaults(state, signal, startMs + s * 1000), []);
});

test('a lens covered with something bright is dark: there is nothing to see', () => {
  const told = watch(20, (s) => ({ meanLuma: 180 + Math.sin(s), contrast: 2, sharpness: 5 }));
  assert.deepEqual(told, ['began camera-dark 5']);
});

test('night with street lamps is not dark', () => {
  assert.deepEqual(
    watch(60, (s) => ({ meanLuma: 22 + Math.sin(s), contrast: 24 })),
    [],
  );
});

test('a scene that slowly turns to night or fills up is not blurred', () => {
  assert.deepEqual(
    watch(1200, (s) => ({ sharpness: 400 - s / 6 + Math.sin(s) })),
    [],
  );
});

test('a camera that never comes is told with its id', () => {
  let state = createScene('cam-7');
  const told: string[] = [];
  for (let s = 0; s < 10; s++) {
    const atMs = startMs + s * 1000;
    const step = advanceFaults(state, signalAt(atMs, { isConnected: false }), atMs);
    state = step.state;
    told.push(...step.situations.map((c) => `${c.phase} ${c.situation.kind} ${c.situation.cameraId} ${s}`));
  }
  assert.deepEqual(told, ['began camera-lost cam-7 5']);
});

test('a suspected fault makes the picture doubtful before it is told, and blind after', () => {
  const state = createFaults('cam-1');
  const at = (ms: number, rest: Partial<CameraSignal> = {}) =>
    followFaults(state, signalAt(startMs + ms, rest), startMs + ms);
  at(0);
  assert.deepEqual([isDoubtful(state), isBlind(state)], [false, false]);
  at(200, { contrast: 1 });
  assert.deepEqual([isDoubtful(state), isBlind(state)], [true, false]);
  for (let ms = 400; ms < 6_000; ms += 200) at(ms, { contrast: 1 });
  assert.deepEqual([isDoubtful(state), isBlind(state)], [true, true]);
});

test('an overloaded camera goes on measuring', () => {
  const state = createFaults('cam-1');
  for (let ms = 0; ms < 20_000; ms += 200) {
    followFaults(state, signalAt(startMs + ms, { droppedShare: 0.4 }), startMs + ms);
  }
  assert.ok(state.watches['camera-overloaded'].open);
  assert.deepEqual([isDoubtful(state), isBlind(state)], [false, false]);
});
