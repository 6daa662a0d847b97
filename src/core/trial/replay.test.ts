import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraWith,
  imageOf,
  noise,
  person,
  play,
  type Run,
  rectangle,
  type Thing,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import type { Measure } from '../measure/measure.ts';
import { defaultRules } from '../zone.ts';
import type { KeptSecond, MeasuredRule } from './kept-second.ts';
import { floorsOf, Replay } from './replay.ts';

const crowding = { ...(defaultRules.crowding as Extract<MeasuredRule, { kind: 'crowding' }>) };
const queue = { ...(defaultRules.queue as Extract<MeasuredRule, { kind: 'queue' }>), maxLengthM: 8 };

/** What the database would hold of it, floors and all. */
function kept(run: Run, rule: MeasuredRule): KeptSecond[] {
  const floors = floorsOf(rule);
  const bySecond = new Map<number, Measure[]>();
  for (const measure of run.measures) {
    if (measure.category !== 'person') continue;
    bySecond.set(measure.atMs, [...(bySecond.get(measure.atMs) ?? []), measure]);
  }
  return [...bySecond].flatMap(([atMs, measures]) => {
    const of = (kind: Measure['kind'], floor: number | null) => {
      const measure = measures.find((m) => m.kind === kind);
      const isHigh = floor !== null && (measure?.value ?? 0) >= floor;
      return measure !== undefined && (isHigh || measure.note === 'beyond-range') ? measure : null;
    };
    const second = {
      atMs,
      density: of('density', floors.densityPerM2),
      count: of('count', floors.count),
      queueLength: of('queue-length', floors.lengthM),
      wait: of('wait', floors.waitS),
    };
    const { atMs: _, ...values } = second;
    return Object.values(values).some((value) => value !== null) ? [second] : [];
  });
}

function replayed(run: Run, rule: MeasuredRule, seconds: number) {
  const replay = new Replay(rule, 'zone-1');
  replay.add(kept(run, rule));
  return replay.spans(run.measures[0]!.atMs + seconds * 1_000);
}

function told(run: Run, kind: string) {
  return run.changes
    .filter(({ situation, phase }) => situation.kind === kind && phase === 'began')
    .map(({ situation }) => situation.detectedAtMs);
}

/**
 * They come and go in groups of different size and length, as often as the seed says. None stays for about the hold time: what
 * was kept knows whole seconds only.
 */
function visitors(seed: number, seconds: number): Thing[] {
  const random = noise(seed);
  const groups: { fromMs: number; toMs: number; n: number }[] = [];
  for (let ms = 5_000; ms < seconds * 1_000; ) {
    const isBrief = random() < -0.4;
    const lastsMs = (isBrief ? 1_000 : crowding.holdMs + 2_500) + (random() + 1) * (isBrief ? 1_000 : 12_000);
    groups.push({ fromMs: ms, toMs: ms + lastsMs, n: 4 + Math.round((random() + 1) * 14) });
    ms += lastsMs + 3_000 + (random() + 1) * 12_000;
  }
  return Array.from({ length: 32 }, (_, i) => {
    const at = { x: -2.6 + 0.75 * (i % 7), y: 3.4 + 0.9 * Math.floor(i / 7) };
    return person((ms) => (groups.some((g) => i < g.n && ms >= g.fromMs && ms < g.toMs) ? at : null));
  });
}

for (const seed of [1, 2, 3, 4]) {
  test(`crowding judged again from what was kept is what was told live, to within 1.2 s (seed ${seed})`, () => {
    const seconds = 240;
    const camera = cameraWith([zoneOn(rectangle(-3, 3, 5, 5), { rules: [crowding] })]);
    const run = play({ camera, things: visitors(seed, seconds), seconds });
    const live = told(run, 'crowding');
    const again = replayed(run, crowding, seconds).map(({ fromMs }) => fromMs);
    assert.equal(again.length, live.length);
    for (const [i, atMs] of live.entries())
      assert.ok(Math.abs(again[i]! - atMs) <= 1_200, `${again[i]! - atMs}`);
    const strict = { ...crowding, limitPerM2: 10 };
    assert.deepEqual(replayed(run, strict, seconds), []);
    const patient = replayed(run, { ...crowding, holdMs: crowding.holdMs + 8_000 }, seconds);
    assert.ok(patient.length <= live.length, 'more patience never tells more');
  });
}

test('the seeds tell of something, and a longer hold of less', () => {
  const seconds = 240;
  const camera = cameraWith([zoneOn(rectangle(-3, 3, 5, 5), { rules: [crowding] })]);
  const counts = [1, 2, 3, 4].map((seed) => {
    const run = play({ camera, things: visitors(seed, seconds), seconds });
    return [told(run, 'crowding').length, replayed(run, { ...crowding, holdMs: 20_000 }, seconds).length];
  });
  const sum = (i: number) => counts.reduce((all, pair) => all + pair[i]!, 0);
  assert.ok(sum(0) >= 8, `${sum(0)} told`);
  assert.ok(sum(1) < sum(0), `${sum(1)} of ${sum(0)} with a hold of 20 s`);
});

test('a queue judged again is the queue that was told, and a longer limit tells of none', () => {
  const direction = [imageOf({ x: 0, y: 10 }), imageOf({ x: 0, y: 3 })] as const;
  const camera = cameraWith([zoneOn(rectangle(-6, 2, 12, 17), { direction, rules: [queue] })]);
  const things = Array.from({ length: 13 }, (_, i) =>
    person((ms) => (ms > 60_000 && i > 4 ? null : { x: 0, y: 3 + i * 0.8 })),
  );
  const run = play({ camera, things, seconds: 120 });
  const live = run.changes.filter(({ situation }) => situation.kind === 'queue');
  assert.deepEqual(
    live.map(({ phase }) => phase),
    ['began', 'ended'],
  );
  const [again, ...more] = replayed(run, queue, 120);
  assert.equal(more.length, 0);
  assert.ok(Math.abs(again!.fromMs - live[0]!.situation.detectedAtMs) <= 1_200);
  assert.ok(Math.abs(again!.toMs! - live[1]!.situation.endedMs!) <= 1_200);
  assert.deepEqual(replayed(run, { ...queue, maxLengthM: 12 }, 120), []);
});

test('what goes on at the end of the past is open', () => {
  const camera = cameraWith([zoneOn(rectangle(-3, 3, 5, 5), { rules: [crowding] })]);
  const things = Array.from({ length: 32 }, (_, i) =>
    person({ x: -2.6 + 0.75 * (i % 7), y: 3.4 + 0.9 * Math.floor(i / 7) }),
  );
  const run = play({ camera, things, seconds: 30 });
  const replay = new Replay(crowding, 'zone-1');
  const seconds = kept(run, crowding);
  replay.add(seconds);
  const spans = replay.spans(seconds.at(-1)!.atMs + 500);
  assert.deepEqual(
    spans.map(({ toMs }) => toMs),
    [null],
  );
});
