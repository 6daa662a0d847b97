import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  boxOf,
  calibrationOf,
  cameraWith,
  lastMeasure,
  moving,
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
import { Measure as MeasureShape, Situation as SituationShape } from '../../contract/shapes.ts';
import type { Camera } from '../camera.ts';
import type { Point } from '../geometry.ts';
import { defaultRules } from '../zone.ts';
import { viewZone } from '../zone-view.ts';
import { chanceAbove, countBand, densityBand } from './error-band.ts';
import type { Measure } from './measure.ts';

const square = zoneOn(rectangle(-5, 3, 8, 5));
const somewhere = fc.record({
  x: fc.double({ min: -4.9, max: 2.9, noNaN: true }),
  y: fc.double({ min: 3.1, max: 7.9, noNaN: true }),
});

function measured(camera: Camera, things: readonly Thing[], seconds = 4): Measure[] {
  return play({ camera, things, seconds }).measures.filter((m) => m.atMs === startMs + 3_000);
}

test('twice the people are twice the count and twice the density', () => {
  fc.assert(
    fc.property(fc.array(somewhere, { minLength: 1, maxLength: 20 }), (places) => {
      const once = measured(
        cameraWith([square]),
        places.map((p) => person(p)),
      );
      const twice = measured(
        cameraWith([square]),
        [...places, ...places].map((p) => person(p)),
      );
      for (const kind of ['count', 'density'] as const) {
        const [a, b] = [once, twice].map((m) => m.find((x) => x.kind === kind)!.value!);
        assert.ok(Math.abs(2 * a! - b!) < 1e-9, kind);
      }
    }),
    { numRuns: 30 },
  );
});

test('ground axes that are turned, moved or mirrored leave every measure as it was', () => {
  const walkers = [
    person(moving({ x: -4, y: 4 }, { x: 1, y: 0.3 })),
    person(moving({ x: 2, y: 7 }, { x: -0.8, y: -0.5 })),
    vehicle(moving({ x: -4, y: 5 }, { x: 2, y: 0 })),
  ];
  const plain = measured(cameraWith([square]), walkers);
  fc.assert(
    fc.property(
      fc.double({ min: -3.2, max: 3.2, noNaN: true }),
      fc.integer({ min: -500_000, max: 500_000 }),
      fc.boolean(),
      (angle, far, isMirrored) => {
        const turn = (p: Point) => ({
          x: Math.cos(angle) * p.x - Math.sin(angle) * p.y + far,
          y: (Math.sin(angle) * p.x + Math.cos(angle) * p.y) * (isMirrored ? -1 : 1) - far,
        });
        const turned = measured(cameraWith([square], { calibration: calibrationOf(turn) }), walkers);
        assert.equal(turned.length, plain.length);
        for (const [i, m] of turned.entries()) {
          const before = plain[i]!;
          assert.deepEqual([m.kind, m.category, m.note], [before.kind, before.category, before.note]);
          assert.ok(
            Math.abs((m.value ?? 0) - (before.value ?? 0)) < 1e-3,
            `${m.kind} ${m.value} ${before.value}`,
          );
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('speed is metres a second on the ground, near and far', () => {
  for (const y of [3.5, 7.5]) {
    const run = play({
      camera: cameraWith([square]),
      things: [person(moving({ x: -4, y }, { x: 1.34, y: 0 }))],
      seconds: 4,
    });
    const speed = lastMeasure(run, 'mean-speed');
    assert.ok(Math.abs(speed.value! - 1.34) < 0.01, String(speed.value));
  }
});

test('jitter of a pixel is inside the error band of the speed nineteen times in twenty', () => {
  let inside = 0;
  let all = 0;
  for (let seed = 1; seed <= 40; seed++) {
    let s = seed * 7919;
    const random = () => {
      s = (s * 1664525 + 1013904223) >>> 0;
      return s / 2 ** 31 - 1;
    };
    const run = play({
      camera: cameraWith([square]),
      things: [
        person(moving({ x: -4, y: 5 }, { x: 1.34, y: 0 }), {
          jitterPx: () => ({ x: random(), y: random() }),
        }),
      ],
      seconds: 5,
    });
    for (const m of run.measures.filter((x) => x.kind === 'mean-speed' && x.value !== null)) {
      all++;
      if (Math.abs(m.value! - 1.34) <= m.errorBand!) inside++;
    }
  }
  assert.ok(all > 100 && inside / all > 0.9, `${inside} of ${all}`);
});

test('someone on the outline is outside, someone beside it is not counted', () => {
  const run = play({ camera: cameraWith([square]), things: [person({ x: 4, y: 5 })], seconds: 3 });
  assert.equal(lastMeasure(run, 'count').value, 0);
  assert.ok(lastMeasure(run, 'count').errorBand! > 1, 'nobody found is no proof of nobody there');
});

test('a crowd beyond the measuring range never reads as falling', () => {
  // 2.5 people per m2; from 10 s on the boxes merge and only a third is found.
  const small = zoneOn(rectangle(-2, 3, 4, 4), { rules: [defaultRules.crowding] });
  const people = Array.from({ length: 40 }, (_, i) =>
    person(
      { x: -1.9 + (i % 8) * 0.5, y: 3.2 + Math.floor(i / 8) * 0.8 },
      { isSeen: (ms) => ms < 10_000 || i % 3 === 0 || ms > 60_000 },
    ),
  );
  const run = play({ camera: cameraWith([small]), things: people, seconds: 18 });
  const densities = run.measures.filter((m) => m.kind === 'density').slice(2);
  for (const m of densities) {
    assert.equal(m.note, 'beyond-range');
    assert.equal(m.errorBand, null);
    assert.ok(m.value! >= 2.49, String(m.value));
  }
  assert.ok(lastMeasure(run, 'count').value! >= 40);
  assert.deepEqual(story(run, 'crowding').length, 1);
  assert.deepEqual(story(run, 'camera-out-of-range').length, 1);
  assert.equal(run.changes.length, 2);
});

test('a zone that reaches the horizon covers only its near part, and density is of that part', () => {
  const long = zoneOn(rectangle(-4, 2, 8, 60));
  const run = play({
    camera: cameraWith([long]),
    things: [person({ x: 0, y: 5 }), person({ x: 0, y: 50 })],
    seconds: 4,
  });
  const density = lastMeasure(run, 'density');
  assert.ok(density.coverage > 0.2 && density.coverage < 0.7, String(density.coverage));
  assert.equal(lastMeasure(run, 'count').value, 2);
  const area = viewZone(long, cameraWith([long]), size).areaM2!;
  assert.ok(Math.abs(density.value! - 1 / area) < 1e-9);
  assert.ok(area > 120 && area < 250, String(area));
});

test('an area that is all too far is for counting only, and says so', () => {
  const far = zoneOn(rectangle(-10, 45, 20, 20));
  const run = play({ camera: cameraWith([far]), things: [person({ x: 0, y: 50 })], seconds: 4 });
  assert.equal(lastMeasure(run, 'count').value, 1);
  assert.deepEqual(
    [lastMeasure(run, 'density').value, lastMeasure(run, 'density').note],
    [null, 'not-measuring'],
  );
});

test('without calibration things are counted and metres are not made up', () => {
  const run = play({
    camera: cameraWith([square], { calibration: null }),
    things: [person({ x: 0, y: 5 }), person({ x: 1, y: 6 })],
    seconds: 4,
  });
  assert.equal(lastMeasure(run, 'count').value, 2);
  for (const kind of ['density', 'mean-speed']) {
    const m = lastMeasure(run, kind);
    assert.deepEqual([m.value, m.note, m.errorBand], [null, 'not-calibrated', null]);
  }
});

test('dwell is the mean stay of those seen to come and to go', () => {
  const through = (start: number) =>
    person((ms) => (ms < start ? null : { x: -8 + (ms - start) / 1000, y: 5 }));
  const run = play({
    camera: cameraWith([square]),
    // Two walk through 8 m at 1 m/s; one stands inside from the first frame and never leaves.
    things: [through(0), through(4_000), person({ x: 0, y: 6 })],
    seconds: 22,
  });
  const dwell = lastMeasure(run, 'dwell');
  assert.ok(Math.abs(dwell.value! - 7.8) < 0.3, String(dwell.value));
  assert.equal(dwell.windowMs, 60_000);
  assert.ok(Math.abs(dwell.coverage - 21 / 60) < 0.02, String(dwell.coverage));
});

test('who hides others lowers coverage', () => {
  const half = person({ x: 0, y: 5 }, { isSeen: (ms) => Math.round(ms / 200) % 2 === 0 });
  const run = play({ camera: cameraWith([square]), things: [half], seconds: 6 });
  const count = lastMeasure(run, 'count');
  assert.equal(count.value, 1);
  assert.ok(count.coverage > 0.3 && count.coverage < 0.8, String(count.coverage));
});

test('an outline that crosses itself has the area it encloses, not the difference', () => {
  const [a, b, c, d] = rectangle(-4, 3, 8, 4).map((p) => p) as [Point, Point, Point, Point];
  const bow = zoneOn([a, c, b, d]);
  const area = viewZone(bow, cameraWith([bow]), size).areaM2!;
  assert.ok(Math.abs(area - 16) < 0.6, String(area));
});

test('a zone without area counts nothing and divides by nothing', () => {
  const flat = zoneOn([
    { x: 0, y: 5 },
    { x: 1, y: 5 },
    { x: 2, y: 5 },
  ]);
  const run = play({ camera: cameraWith([flat]), things: [person({ x: 1, y: 5 })], seconds: 4 });
  assert.equal(lastMeasure(run, 'count').value, 0);
  assert.ok(run.measures.every((m) => m.value === null || Number.isFinite(m.value)));
});

test('everything measured and told fits the contract', () => {
  const zones = [
    { ...square, rules: [defaultRules.crowding, defaultRules.intrusion] },
    zoneOn(
      [
        { x: -5, y: 6 },
        { x: 5, y: 6 },
      ],
      { id: 'line', rules: [defaultRules['line-crossing']] },
    ),
  ];
  const run = play({
    camera: cameraWith(zones),
    things: [person(moving({ x: 0, y: 4 }, { x: 0, y: 0.7 }))],
    seconds: 8,
    clockMs: () => 0.375,
  });
  assert.ok(run.changes.length >= 3 && run.measures.length > 20);
  for (const m of run.measures) assert.ok(MeasureShape.safeParse(m).success, JSON.stringify(m));
  for (const c of run.changes) {
    const parsed = SituationShape.safeParse(c.situation);
    assert.ok(parsed.success, JSON.stringify(c.situation));
    assert.deepEqual(parsed.data, c.situation, 'nothing beside the contract leaves');
  }
});

test('error bands widen with the count by its root and narrow with the area', () => {
  assert.ok(Math.abs(countBand(36, 'person')! / countBand(9, 'person')! - 2) < 1e-9);
  assert.ok(countBand(9, 'vehicle')! < countBand(9, 'person')!);
  assert.equal(countBand(9, 'bicycle'), null);
  const ground = (areaM2: number) => ({
    areaM2,
    perimeterM: 4 * Math.sqrt(areaM2),
    residualM: 0.05,
    metresPerPx: 0.1,
  });
  assert.ok(densityBand(40, ground(400))! < densityBand(40, ground(40))!);
  assert.ok(densityBand(40, ground(40))! > countBand(40, 'person')! / 40);
});

test('the chance of exceeding is a half at the limit and near one a band above it', () => {
  assert.equal(chanceAbove(1, 1, 0.2), 0.5);
  assert.ok(Math.abs(chanceAbove(1.2, 1, 0.2) - 0.975) < 0.005);
});

test('a box stands on its lower middle', () => {
  const box = boxOf(person({ x: 0, y: 0 }), { x: 0, y: 0 }, 0);
  assert.equal(box.x + box.w / 2, 320);
  assert.ok(Math.abs(box.y + box.h - 0.95 * 360) < 1e-9);
});
