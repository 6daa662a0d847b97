import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraWith,
  imageOf,
  moving,
  noise,
  person,
  play,
  rectangle,
  size,
  startMs,
  story,
  type Thing,
  vehicle,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { levelOfService } from '../level-of-service.ts';
import { unfitRules } from '../scene.ts';
import { defaultRules, type Rule, zoneSituationKinds } from '../zone.ts';
import { judges } from './index.ts';

const arrow = (from: number, to: number) => [imageOf({ x: 0, y: from }), imageOf({ x: 0, y: to })] as const;
/** Traffic drives towards the camera. */
const lane = (rule: Rule) =>
  zoneOn(rectangle(-4, 1, 8, 27), { id: 'lane', direction: arrow(20, 4), rules: [rule] });
const calibrated = (rule: Rule) => cameraWith([lane(rule)]);
const plain = (rule: Rule) => cameraWith([lane(rule)], { calibration: null });
const phases = (run: ReturnType<typeof play>, kind: string) => story(run, kind).map((s) => s.split(' ')[0]);
const stopAt = (y: number, fromMs = 0, untilMs = Number.POSITIVE_INFINITY): Thing =>
  vehicle((ms) => {
    const t = (ms - fromMs) / 1000;
    if (t < 0) return null;
    const at = Math.max(y, 26 - t * 8);
    const gone = (ms - untilMs) / 1000;
    const place = gone > 0 ? at - gone * 6 : at;
    return place < 0 ? null : { x: 0, y: place };
  });

test('every lasting kind has a judge', () => {
  assert.deepEqual([...Object.keys(judges), 'line-crossing'].sort(), [...zoneSituationKinds].sort());
});

test('levels of service are Fruin’s', () => {
  const spaces: [number, string][] = [
    [4, 'A'],
    [3.24, 'A'],
    [3.2, 'B'],
    [2.32, 'B'],
    [1.39, 'C'],
    [0.93, 'D'],
    [0.92, 'E'],
    [0.46, 'E'],
    [0.45, 'F'],
  ];
  for (const [m2, level] of spaces) assert.equal(levelOfService(1 / m2), level, `${m2} m2`);
  assert.equal(levelOfService(0), 'A');
});

// --- crowding

const grid = (n: number, pitch: number) =>
  Array.from({ length: n }, (_, i) => ({ x: -2.9 + (i % 6) * pitch, y: 3.1 + Math.floor(i / 6) * pitch }));

test('crowding that grows worse is told with its new level of service', () => {
  const square = zoneOn(rectangle(-3, 3, 4, 4), { rules: [defaultRules.crowding] });
  const things = grid(40, 0.6).map((at, i) => person((ms) => (i < 24 || ms > 15_000 ? at : null)));
  const run = play({ camera: cameraWith([square]), things, seconds: 30 });
  const changes = run.changes.filter((c) => c.situation.kind === 'crowding');
  const told = changes.map((c) => [c.phase, c.situation.levelOfService]);
  assert.deepEqual(told, [
    ['began', 'E'],
    ['changed', 'F'],
  ]);
  const [began, changed] = changes;
  assert.equal(began!.situation.id, changed!.situation.id);
  assert.equal(began!.situation.sinceMs, changed!.situation.sinceMs);
  assert.ok(began!.situation.detectedAtMs - began!.situation.sinceMs >= 5_000);
});

test('without calibration a crowd is as many people as its limit says, and has no level of service', () => {
  const rule: Rule = { ...defaultRules.crowding, limitCount: 10 };
  const square = zoneOn(rectangle(-3, 3, 4, 4), { rules: [rule] });
  const camera = cameraWith([square], { calibration: null });
  const run = (n: number) => play({ camera, things: grid(n, 0.6).map((at) => person(at)), seconds: 10 });
  assert.deepEqual(phases(run(10), 'crowding'), ['began']);
  assert.equal(run(10).changes[0]!.situation.levelOfService, null);
  assert.deepEqual(run(9).changes, []);
});

test('a crowd that walks on within the hold time is not told', () => {
  const square = zoneOn(rectangle(-3, 3, 4, 4), { rules: [defaultRules.crowding] });
  const things = grid(30, 0.6).map((at) => person((ms) => (ms < 4_000 ? at : null)));
  assert.deepEqual(play({ camera: cameraWith([square]), things, seconds: 15 }).changes, []);
});

// --- intrusion

test('an intruder of a few pixels far away is told as one nearby', () => {
  const far = zoneOn(rectangle(-10, 50, 20, 20), { rules: [defaultRules.intrusion] });
  const run = play({ camera: cameraWith([far]), things: [person({ x: 0, y: 60 })], seconds: 5 });
  assert.deepEqual(phases(run, 'intrusion'), ['began']);
});

test('a second intruder changes the situation, it does not begin another', () => {
  const closed = zoneOn(rectangle(-3, 3, 6, 5), { rules: [defaultRules.intrusion] });
  const things = [
    person((ms) => (ms < 20_000 ? { x: 0, y: 5 } : null)),
    person((ms) => (ms > 8_000 && ms < 24_000 ? { x: 2, y: 6 } : null)),
  ];
  const run = play({ camera: cameraWith([closed]), things, seconds: 40 });
  assert.deepEqual(phases(run, 'intrusion'), ['began', 'changed', 'ended']);
  const ended = run.changes.at(-1)!.situation;
  assert.ok(Math.abs(ended.endedMs! - (startMs + 24_900)) < 600, String(ended.endedMs! - startMs));
});

test('a vehicle is no intruder where people are watched for', () => {
  const closed = zoneOn(rectangle(-3, 3, 6, 5), { rules: [defaultRules.intrusion] });
  assert.deepEqual(
    play({ camera: cameraWith([closed]), things: [vehicle({ x: 0, y: 5 })], seconds: 5 }).changes,
    [],
  );
});

test('walking past just outside is no intrusion', () => {
  const closed = zoneOn(rectangle(-3, 3, 6, 5), { rules: [defaultRules.intrusion] });
  const run = play({
    camera: cameraWith([closed]),
    things: [person(moving({ x: -6, y: 8.3 }, { x: 1.2, y: 0 }))],
    seconds: 10,
  });
  assert.deepEqual(run.changes, []);
});

test('two rules of one kind in one zone are two situations', () => {
  const vehicles: Rule = { ...defaultRules.intrusion, categories: ['vehicle'], holdMs: 3_000 };
  const closed = zoneOn(rectangle(-3, 3, 6, 5), { rules: [defaultRules.intrusion, vehicles] });
  const things = [person({ x: 0, y: 5 }), vehicle({ x: 1, y: 6 })];
  const run = play({ camera: cameraWith([closed]), things, seconds: 6 });
  assert.equal(new Set(run.changes.map((c) => c.situation.id)).size, 2);
});

// --- wrong way

const wrongWay = defaultRules['wrong-way'];

test('wrong way is told once it has driven 15 m and 2 s against the arrow', () => {
  const run = play({
    camera: calibrated(wrongWay),
    things: [vehicle(moving({ x: 0, y: 0 }, { x: 0, y: 10 }))],
    seconds: 12,
  });
  const [began, ended] = run.changes;
  assert.equal(run.changes.length, 2);
  // In the zone (from 1 m) at 0.2 s, 15 m and 2 s later at about 1.8 and 2.2 s.
  assert.ok(Math.abs(began!.situation.detectedAtMs - startMs - 2_200) <= 200);
  assert.ok(Math.abs(began!.situation.sinceMs - startMs - 200) <= 200);
  const speed = began!.situation.because[0]!;
  assert.ok(speed.kind === 'mean-speed' && Math.abs(speed.value! - 10) < 0.5, String(speed.value));
  assert.ok(ended!.situation.endedMs! > began!.situation.detectedAtMs);
});

test('too slow, too short, sideways or backing out of a bay is not wrong way', () => {
  const innocent: Thing[] = [
    vehicle(moving({ x: -3, y: 2 }, { x: 0, y: 1.2 })),
    vehicle((ms) => ({ x: -1, y: 4 + Math.min(ms / 1000, 2.5) * 4 })),
    vehicle(moving({ x: -4, y: 10 }, { x: 4, y: 0.5 })),
    // Five metres back, then on its way.
    vehicle((ms) => ({ x: 2, y: 12 + Math.min(ms / 1000, 1.5) * 3.3 - Math.max(0, ms / 1000 - 1.5) * 3 })),
  ];
  for (const thing of innocent) {
    assert.deepEqual(play({ camera: calibrated(wrongWay), things: [thing], seconds: 12 }).changes, []);
  }
});

test('jitter and missed frames do not hide a wrong-way driver', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = noise(seed * 31);
    const seen = Array.from({ length: 80 }, () => random() > -0.4);
    const thing = vehicle(moving({ x: 0, y: 0 }, { x: 0, y: 6 }), {
      jitterPx: () => ({ x: random(), y: random() }),
      isSeen: (ms) => seen[Math.round(ms / 200)]!,
    });
    const run = play({ camera: calibrated(wrongWay), things: [thing], seconds: 12 });
    assert.deepEqual(phases(run, 'wrong-way'), ['began', 'ended'], `seed ${seed}`);
  }
});

test('without calibration wrong way is travel in box sizes against the arrow', () => {
  const wrong = vehicle(moving({ x: 0, y: 1 }, { x: 0, y: 4 }));
  const right = vehicle(moving({ x: 0, y: 26 }, { x: 0, y: -4 }));
  const told = play({ camera: plain(wrongWay), things: [wrong], seconds: 10 });
  assert.deepEqual(phases(told, 'wrong-way').slice(0, 1), ['began']);
  const [speed] = told.changes[0]!.situation.because;
  assert.deepEqual([speed!.value, speed!.note], [null, 'not-calibrated']);
  assert.deepEqual(play({ camera: plain(wrongWay), things: [right], seconds: 10 }).changes, []);
});

// --- stopped vehicle

const stopped = defaultRules['stopped-vehicle'];

for (const [name, camera] of [
  ['calibrated', calibrated(stopped)],
  ['not calibrated', plain(stopped)],
] as const) {
  test(`a stopped vehicle is told after 10 s and ends when it drives on (${name})`, () => {
    const run = play({ camera, things: [stopAt(8, 0, 30_000)], seconds: 45 });
    assert.deepEqual(phases(run, 'stopped-vehicle'), ['began', 'ended']);
    const [began, ended] = run.changes;
    // It stands from 2.3 s on.
    assert.ok(Math.abs(began!.situation.detectedAtMs - startMs - 12_800) <= 1_200);
    assert.ok(Math.abs(ended!.situation.endedMs! - startMs - 30_800) <= 1_200);
  });

  test(`a vehicle parked since before the camera looked is told after 10 s (${name})`, () => {
    const run = play({ camera, things: [vehicle({ x: 0, y: 8 })], seconds: 20 });
    assert.match(story(run, 'stopped-vehicle').join(), /^began 10[0246]00$/);
  });

  test(`slow traffic is not stopped (${name})`, () => {
    const run = play({
      camera,
      things: [vehicle(moving({ x: 0, y: 26 }, { x: 0, y: -1.2 }))],
      seconds: 20,
    });
    assert.deepEqual(run.changes, []);
  });
}

test('a queue that forms behind a stopped vehicle does not end it', () => {
  const things = [8, 13, 18, 23].map((y, i) => stopAt(y, i === 0 ? 0 : 16_000));
  const run = play({ camera: calibrated(stopped), things, seconds: 60 });
  assert.deepEqual(phases(run, 'stopped-vehicle'), ['began']);
});

test('the vehicle left behind by a queue that drives off is told', () => {
  const things = [8, 13, 18, 23].map((y, i) => stopAt(y, 0, i === 0 ? undefined : 30_000 + i * 500));
  // Those behind overtake on the left.
  const past = things.map((thing, i) =>
    vehicle((ms) => {
      const at = thing.at(ms);
      return at === null ? null : { x: i > 0 && ms > 30_000 ? -3 : 0, y: at.y };
    }),
  );
  const run = play({ camera: calibrated(stopped), things: past, seconds: 50 });
  assert.deepEqual(phases(run, 'stopped-vehicle'), ['began']);
  assert.ok(run.changes[0]!.situation.detectedAtMs > startMs + 30_000);
});

test('vehicles that stop one after the other at one stop line are not one stopped vehicle', () => {
  const things = Array.from({ length: 6 }, (_, i) => stopAt(6, i * 9_000, i * 9_000 + 8_000));
  assert.deepEqual(play({ camera: calibrated(stopped), things, seconds: 60 }).changes, []);
});

test('a shaking camera does not set a stopped vehicle moving', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = noise(seed * 53);
    // The sway of a mast: seconds to and fro, four pixels far.
    const thing = vehicle(
      { x: 0, y: 20 },
      { jitterPx: (ms) => ({ x: random(), y: 4 * Math.sin(ms / 700) }) },
    );
    const run = play({ camera: calibrated(stopped), things: [thing], seconds: 20 });
    const [told] = story(run, 'stopped-vehicle').map((line) => Number(line.split(' ')[1]));
    assert.ok(told !== undefined && told < 12_500, `seed ${seed}: ${told}`);
  }
});

test('a vehicle whose track is lost and found goes on standing', () => {
  // Unseen for 3.5 s: the tracker gives up after 2 s and begins a new track.
  const thing = vehicle({ x: 0, y: 8 }, { isSeen: (ms) => ms < 5_000 || ms > 8_500 });
  const run = play({ camera: calibrated(stopped), things: [thing], seconds: 20 });
  assert.match(story(run, 'stopped-vehicle').join(), /^began 1[0-2]\d00$/);
});

// --- line crossing

const across = (rule: Partial<Extract<Rule, { kind: 'line-crossing' }>> = {}) =>
  cameraWith([
    zoneOn(
      [
        { x: -5, y: 8 },
        { x: 5, y: 8 },
      ],
      { rules: [{ ...defaultRules['line-crossing'], ...rule }] },
    ),
  ]);

test('a crossing begins and ends at once, and only in the watched direction', () => {
  const away = person(moving({ x: 0, y: 5 }, { x: 0, y: 1.2 }));
  const run = play({ camera: across({ direction: 'out' }), things: [away], seconds: 6 });
  assert.deepEqual(phases(run, 'line-crossing'), ['began', 'ended']);
  const { sinceMs, endedMs, because } = run.changes[1]!.situation;
  assert.equal(sinceMs, endedMs);
  assert.deepEqual([because[0]!.kind, because[0]!.direction, because[0]!.value], ['line-flow', 'out', 1]);
  assert.deepEqual(play({ camera: across({ direction: 'in' }), things: [away], seconds: 6 }).changes, []);
});

test('someone who paces to and fro counts once each way', () => {
  const run = play({
    camera: across(),
    things: [person((ms) => ({ x: 0, y: 8 + 3 * Math.sin(ms / 1500) }))],
    seconds: 40,
  });
  assert.equal(story(run, 'line-crossing').length, 4);
});

test('passing beyond the end of a line is not crossing it', () => {
  const run = play({
    camera: across(),
    things: [person(moving({ x: 6, y: 5 }, { x: 0, y: 1.2 }))],
    seconds: 6,
  });
  assert.deepEqual(run.changes, []);
});

test('a fast vehicle that leaps over the line between two frames is counted', () => {
  const run = play({
    camera: across(),
    things: [vehicle(moving({ x: 0, y: 28 }, { x: 0, y: -30 }))],
    seconds: 1.2,
    fps: 5,
  });
  assert.equal(story(run, 'line-crossing').length, 2);
});

test('two that cross in one frame are two situations', () => {
  const things = [
    person(moving({ x: 0, y: 5 }, { x: 0, y: 1.2 })),
    person(moving({ x: 2, y: 5 }, { x: 0, y: 1.2 })),
  ];
  const run = play({ camera: across(), things, seconds: 6 });
  assert.equal(new Set(run.changes.map((c) => c.situation.id)).size, 2);
});

// --- rules that cannot fire

test('rules that can never fire are named with the reason', () => {
  const area = (rules: Rule[], direction: ReturnType<typeof arrow> | null = null) =>
    zoneOn(rectangle(-3, 3, 6, 5), { direction, rules });
  const reasons = (zone: ReturnType<typeof area>, calibration = cameraWith([]).calibration) =>
    unfitRules(cameraWith([zone], { calibration }), size).map((u) => u.reason);
  assert.deepEqual(reasons(area([defaultRules['line-crossing']])), ['needs-line']);
  assert.deepEqual(reasons(area([wrongWay])), ['needs-direction']);
  assert.deepEqual(reasons(area([wrongWay], arrow(4, 4))), ['needs-direction']);
  // Five metres deep: fifteen cannot be driven in it. In box sizes nobody knows.
  assert.deepEqual(reasons(area([wrongWay], arrow(4, 20))), ['too-short']);
  assert.deepEqual(reasons(area([{ ...wrongWay, distanceM: 4.9 }], arrow(4, 20))), []);
  assert.deepEqual(reasons(area([wrongWay], arrow(4, 20)), null), []);
  assert.deepEqual(reasons(area([defaultRules.crowding])), []);
  assert.deepEqual(reasons(area([defaultRules.crowding]), null), ['needs-calibration']);
  assert.deepEqual(reasons(area([{ ...defaultRules.crowding, limitCount: 9 }]), null), []);
  assert.deepEqual(reasons(zoneOn(rectangle(-5, 45, 10, 10), { rules: [defaultRules.crowding] })), [
    'too-far',
  ]);
  const line = zoneOn(
    [
      { x: -1, y: 5 },
      { x: 1, y: 5 },
    ],
    { rules: [stopped, defaultRules.intrusion] },
  );
  assert.deepEqual(reasons(line), ['needs-area', 'needs-area']);
});
