/** Hysteresis, gaps and changes: what must not make a situation begin, end or flap. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cameraWith,
  imageOf,
  moving,
  noise,
  person,
  play,
  rectangle,
  startMs,
  story,
  type Thing,
  vehicle,
  zoneOn,
} from '../../test/support/scene-world.ts';
import type { Zone } from './zone.ts';
import { defaultRules } from './zone.ts';

const closed = zoneOn(rectangle(-3, 3, 6, 5), { rules: [defaultRules.intrusion] });
const lane = (rules: Zone['rules']) =>
  zoneOn(rectangle(-4, 2, 8, 24), {
    id: 'lane',
    direction: [imageOf({ x: 0, y: 20 }), imageOf({ x: 0, y: 4 })],
    rules,
  });
const stoppedLane = lane([defaultRules['stopped-vehicle']]);
const arrive = (y: number, rest: Partial<Thing> = {}) =>
  vehicle((ms) => ({ x: 0, y: Math.max(y, 26 - (ms / 1000) * 8) }), rest);

test('a detector that misses half of the frames makes no situation flap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const random = noise(seed);
      const seen = Array.from({ length: 400 }, () => random() > 0);
      const isSeen = (ms: number) => seen[Math.round(ms / 200)]!;
      const intruder = person({ x: 0, y: 5 }, { isSeen });
      const run = play({ camera: cameraWith([closed]), things: [intruder], seconds: 40 });
      assert.deepEqual(
        story(run, 'intrusion').map((s) => s.split(' ')[0]),
        ['began'],
        `seed ${seed}`,
      );
      const parked = play({
        camera: cameraWith([stoppedLane]),
        things: [arrive(8, { isSeen })],
        seconds: 40,
      });
      assert.deepEqual(
        story(parked, 'stopped-vehicle').map((s) => s.split(' ')[0]),
        ['began'],
        `seed ${seed}`,
      );
    }),
    { numRuns: 25 },
  );
});

test('boxes that jitter on an outline or a line do not flap and do not count', () => {
  const line = zoneOn(
    [
      { x: -5, y: 8 },
      { x: 5, y: 8 },
    ],
    { id: 'line', rules: [defaultRules['line-crossing']] },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const random = noise(seed);
      const jitterPx = () => ({ x: 3 * random(), y: 3 * random() });
      const run = play({
        camera: cameraWith([closed, line]),
        things: [person({ x: 0, y: 8 }, { jitterPx })],
        seconds: 60,
      });
      assert.ok(story(run, 'intrusion').length <= 1, `seed ${seed}: ${story(run, 'intrusion')}`);
      assert.deepEqual(story(run, 'line-crossing'), [], `seed ${seed}`);
    }),
    { numRuns: 25 },
  );
});

test('a crowd that flickers about the limit is told once', () => {
  const random = noise(4);
  const square = zoneOn(rectangle(-3, 3, 4, 5), { rules: [defaultRules.crowding] });
  // 22 people are 1.1 per m2, the limit is 1.08.
  const people = Array.from({ length: 22 }, (_, i) =>
    person(
      { x: -2.8 + (i % 5) * 0.85, y: 3.3 + Math.floor(i / 5) * 0.85 },
      { isSeen: () => random() > -0.6 },
    ),
  );
  const run = play({ camera: cameraWith([square]), things: people, seconds: 60 });
  assert.deepEqual(
    story(run, 'crowding').map((s) => s.split(' ')[0]),
    ['began'],
  );
});

test('what is only suspected by the tracker is no intruder', () => {
  const run = play({
    camera: cameraWith([closed]),
    things: [person({ x: 0, y: 5 }, { isConfirmed: false })],
    seconds: 10,
  });
  assert.deepEqual(run.changes, []);
});

test('a blind camera neither begins nor ends a situation, and says that it does not measure', () => {
  const camera = cameraWith([closed]);
  const isDark = (ms: number) => ms >= 10_000 && ms < 40_000;
  const run = play({
    camera,
    things: [person((ms) => (ms < 15_000 ? { x: 0, y: 5 } : null))],
    seconds: 55,
    signal: (ms) => (isDark(ms) ? { meanLuma: 4 + Math.sin(ms), contrast: 1 } : {}),
  });
  assert.deepEqual(
    story(run, 'camera-dark').map((s) => s.split(' ')[0]),
    ['began', 'ended'],
  );
  const told = story(run, 'intrusion');
  assert.equal(told.length, 2);
  const ended = Number(told[1]!.split(' ')[1]);
  assert.ok(ended > 43_000 && ended < 47_000, told.join());
  const blind = run.measures.filter((m) => m.atMs > startMs + 16_000 && m.atMs < startMs + 40_000);
  assert.ok(blind.length > 80);
  for (const m of blind) assert.deepEqual([m.value, m.note, m.coverage], [null, 'not-measuring', 0]);
  assert.ok(run.measures.some((m) => m.atMs > startMs + 46_000 && m.value !== null));
});

test('a picture that freezes before a fault is told stops no vehicle', () => {
  const run = play({
    camera: cameraWith([stoppedLane]),
    // The film freezes at 2 s: the vehicle, in full motion, seems to stand.
    things: [vehicle((ms) => ({ x: 0, y: 26 - Math.min(ms, 2_000) * 0.008 }))],
    seconds: 40,
    signal: (ms) => (ms >= 2_000 ? { changedShare: 0, meanLuma: 100, contrast: 40, sharpness: 300 } : {}),
  });
  assert.deepEqual(story(run, 'stopped-vehicle'), []);
  assert.match(story(run, 'camera-frozen').join(), /^began 17\d00$/);
});

test('a stream that is opened anew does not end what still stands there', () => {
  const run = play({
    camera: cameraWith([stoppedLane]),
    things: [arrive(8)],
    seconds: 60,
    runId: (ms) => `run-${Math.floor(ms / 20_000)}`,
  });
  assert.deepEqual(
    story(run, 'stopped-vehicle').map((s) => s.split(' ')[0]),
    ['began'],
  );
});

test('a new run ends by its clear time what is seen no more', () => {
  const run = play({
    camera: cameraWith([closed]),
    things: [person((ms) => (ms < 10_000 ? { x: 0, y: 5 } : null))],
    seconds: 20,
    runId: (ms) => (ms < 10_000 ? 'a' : 'b'),
  });
  assert.match(story(run, 'intrusion').join(), /^began \d+,ended 1[23]\d00$/);
});

test('a change of zones ends what was open in removed zones only, and loses no open situation', () => {
  const other = zoneOn(rectangle(-3, 3, 6, 5), { id: 'other', rules: [defaultRules.intrusion] });
  const things = [person({ x: 0, y: 5 })];
  const both = cameraWith([closed, other]);
  const one = structuredClone({ ...both, zones: [{ ...closed, name: 'renamed' }] });
  const run = play({ camera: (ms) => (ms < 5_000 ? both : one), things, seconds: 12 });
  assert.deepEqual(
    run.changes.map((c) => [c.phase, c.situation.zoneId]),
    [
      ['began', 'zone-1'],
      ['began', 'other'],
      ['ended', 'other'],
    ],
  );
  assert.equal(run.changes[2]!.situation.endedMs, startMs + 5_000);
});

test('a rule that is taken away ends what it had begun', () => {
  const camera = cameraWith([closed]);
  const without = cameraWith([{ ...closed, rules: [] }]);
  const run = play({
    camera: (ms) => (ms < 5_000 ? camera : without),
    things: [person({ x: 0, y: 5 })],
    seconds: 8,
  });
  assert.deepEqual(
    run.changes.map((c) => c.phase),
    ['began', 'ended'],
  );
});

test('a clock that steps forth or back begins and ends nothing', () => {
  for (const stepMs of [3_600_000, -3_600_000, 8_000, -8_000]) {
    const run = play({
      camera: cameraWith([closed, stoppedLane]),
      things: [person({ x: 0, y: 5 }), vehicle(moving({ x: 2, y: 2 }, { x: 0, y: 0.9 }))],
      seconds: 20,
      clockMs: (ms) => (ms >= 10_000 ? stepMs : 0),
    });
    assert.deepEqual(
      run.changes.map((c) => `${c.phase} ${c.situation.kind}`),
      ['began intrusion'],
      `${stepMs}`,
    );
  }
});

test('the second in which the clock is set measures nothing, and what crossed before crosses no second time', () => {
  const gate = zoneOn(
    [
      { x: -4, y: 5 },
      { x: 4, y: 5 },
    ],
    { id: 'gate' },
  );
  for (const stepMs of [3_600_000, 8_000, -3_600_000, -30_000, -8_000]) {
    const run = play({
      camera: cameraWith([gate, closed]),
      things: [person(moving({ x: 0, y: 2 }, { x: 0, y: 0.5 }))],
      seconds: 90,
      clockMs: (ms) => (ms >= 20_000 ? stepMs : 0),
    });
    const setMs = startMs + 20_000 + stepMs;
    const first = run.measures.findIndex(
      (m, i) => i > 0 && Math.abs(m.atMs - run.measures[i - 1]!.atMs) > 2_000,
    );
    const second = run.measures[first]!.atMs;
    assert.ok(second > setMs - 1_000 && second <= setMs, `${stepMs}: ${second - setMs}`);
    const ofStep = run.measures.slice(first).filter((m) => m.atMs === second);
    assert.ok(
      ofStep.length > 0 && ofStep.every((m) => m.value === null && m.note === 'not-measuring'),
      `${stepMs}`,
    );
    const flows = run.measures.filter((m) => m.kind === 'line-flow' && m.direction !== null);
    for (const m of flows) assert.ok((m.value ?? 0) <= 1 && m.coverage <= 1, JSON.stringify(m));
    assert.ok(run.measures.every((m) => m.windowMs > 0));
    const after = run.measures.slice(first).filter((m) => m.kind === 'count');
    const seconds = new Set(after.map((m) => `${m.zoneId} ${m.category} ${m.atMs}`));
    assert.equal(seconds.size, after.length, 'no window twice');
  }
});

test('a gap in the frames fulfils no hold time', () => {
  const first = play({ camera: cameraWith([stoppedLane]), things: [arrive(8)], seconds: 6 });
  const second = play({
    camera: cameraWith([stoppedLane]),
    things: [vehicle({ x: 0, y: 8 })],
    seconds: 5,
    fromMs: 60_000,
    state: first.state,
  });
  assert.deepEqual(second.changes, []);
});

test('each situation has an id of its own, also after a restart', () => {
  const ids = new Set<string>();
  let told = 0;
  for (const restart of [0, 1, 2]) {
    const run = play({
      camera: cameraWith([closed]),
      things: [person((ms) => ((ms / 1000) % 10 < 3 ? { x: 0, y: 5 } : null))],
      seconds: 40,
      clockMs: () => restart * 100_000,
    });
    for (const c of run.changes.filter((c) => c.phase === 'began')) {
      ids.add(c.situation.id);
      told++;
      assert.match(c.situation.id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    for (const c of run.changes) assert.ok(ids.has(c.situation.id));
  }
  assert.equal(told, 12);
  assert.equal(ids.size, told);
});
