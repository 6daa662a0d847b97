import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Category, Detection } from '../detection.ts';
import type { TrackedBox } from './tracked-box.ts';
import { advanceTracks, createTracker, type TrackerSettings } from './tracker.ts';

const seen = (x: number, y = 100, more: Partial<Detection> = {}): Detection => ({
  category: 'person',
  box: { x, y, w: 30, h: 80 },
  score: 0.9,
  ...more,
});

/** Runs frames of [time, detections] and gives the tracks of each frame. */
function follow(
  frames: readonly (readonly [atMs: number, detections: readonly Detection[]])[],
  settings: Partial<TrackerSettings> = {},
): (readonly TrackedBox[])[] {
  const state = createTracker(settings);
  return frames.map(([atMs, detections]) => advanceTracks(state, detections, atMs).tracks);
}

test('a walker keeps one track, confirmed at the third sight', () => {
  const shown = follow(Array.from({ length: 20 }, (_, i) => [i * 200, [seen(100 + i * 12)]]));
  assert.deepEqual(
    shown.slice(0, 4).map((tracks) => tracks[0]!.isConfirmed),
    [false, false, true, true],
  );
  assert.deepEqual(new Set(shown.flatMap((tracks) => tracks.map((t) => t.id))), new Set([1]));
  assert.equal(shown.at(-1)![0]!.firstSeenMs, 0);
  assert.equal(shown.at(-1)![0]!.lastSeenMs, 19 * 200);
});

test('two people who cross keep their tracks', () => {
  const shown = follow(
    Array.from({ length: 41 }, (_, i) => [i * 100, [seen(100 + i * 10, 100), seen(500 - i * 10, 125)]]),
  );
  const first = shown[5]!;
  const last = shown.at(-1)!;
  const leftAtFirst = first.toSorted((a, b) => a.box.x - b.box.x)[0]!;
  const rightAtLast = last.toSorted((a, b) => b.box.x - a.box.x)[0]!;
  assert.equal(last.length, 2);
  assert.equal(leftAtFirst.id, rightAtLast.id);
});

test('someone hidden for two seconds is predicted meanwhile and taken up again', () => {
  const frames = Array.from({ length: 30 }, (_, i) => {
    const isHidden = i >= 12 && i < 22;
    return [i * 200, isHidden ? [] : [seen(100 + i * 8)]] as const;
  });
  const shown = follow(frames);
  const hidden = shown[21]![0]!;
  assert.ok(hidden.isCoasting);
  assert.ok(Math.abs(hidden.box.x - (100 + 21 * 8)) < 15, `predicted at ${hidden.box.x}`);
  assert.equal(shown.at(-1)![0]!.id, 1);
  assert.equal(shown.at(-1)!.length, 1);
});

test('someone gone for longer than the coast time is forgotten, and never known again', () => {
  const shown = follow([
    ...Array.from({ length: 5 }, (_, i) => [i * 200, [seen(100)]] as const),
    [4_000, []],
    [4_200, [seen(100)]],
  ]);
  assert.deepEqual(shown[5], []);
  assert.equal(shown[6]![0]!.id, 2);
});

test('after a pause of the stream nobody is taken up again', () => {
  const shown = follow([
    ...Array.from({ length: 5 }, (_, i) => [i * 200, [seen(100)]] as const),
    [60_000, [seen(100)]],
  ]);
  assert.deepEqual(
    shown[5]!.map((t) => [t.id, t.isConfirmed]),
    [[2, false]],
  );
});

test('what is seen once and not again is dropped', () => {
  const shown = follow([
    [0, [seen(100)]],
    [200, []],
    [400, []],
    [600, []],
  ]);
  assert.equal(shown[2]!.length, 1, 'two missed frames are forgiven');
  assert.equal(shown[3]!.length, 0);
});

test('a weak detection continues a track but begins none', () => {
  const weak = { score: 0.4 };
  const shown = follow([
    ...Array.from({ length: 10 }, (_, i) => [i * 200, [seen(100 + i * 10)]] as const),
    ...Array.from(
      { length: 8 },
      (_, i) => [2_000 + i * 200, [seen(200, 100, weak), seen(400, 100, weak)]] as const,
    ),
  ]);
  assert.equal(shown.at(-1)!.length, 1);
  assert.equal(shown.at(-1)![0]!.id, 1);
  assert.equal(shown.at(-1)![0]!.isCoasting, false);
});

test('a distant rider who is seen clearly now and then is confirmed at 5 frames/s', () => {
  const shown = follow(
    Array.from({ length: 12 }, (_, i) => [
      i * 200,
      [seen(100 + i * 6, 100, { score: i % 4 === 0 ? 0.55 : 0.42 })],
    ]),
  );
  assert.ok(shown.at(-1)![0]!.isConfirmed);
});

test('weak detections alone do not carry a track for ever', () => {
  const stands = Array.from({ length: 60 }, (_, i) => [
    i * 200,
    [seen(100 + Math.min(i, 10) * 10, 100, { score: i < 10 ? 0.9 : 0.4 })],
  ]) as (readonly [number, readonly Detection[]])[];
  assert.equal(follow(stands, { standingWeakMs: 6_000 }).at(-1)!.length, 0);
  const walks = Array.from({ length: 60 }, (_, i) => [
    i * 200,
    [seen(100 + i * 10, 100, { score: i < 10 ? 0.9 : 0.4 })],
  ]) as (readonly [number, readonly Detection[]])[];
  assert.equal(follow(walks).at(-1)!.length, 0);
});

test('somebody who came and stands is carried by weak detections while he waits', () => {
  const shown = follow(
    Array.from({ length: 200 }, (_, i) => [
      i * 200,
      [seen(100 + Math.min(i, 10) * 10, 100, { score: i < 12 ? 0.9 : 0.4 })],
    ]),
  );
  assert.ok(shown.slice(4).every((tracks) => tracks.length === 1 && tracks[0]!.isConfirmed));
});

const car = (x: number, score: number): Detection => ({
  category: 'vehicle',
  box: { x, y: 100, w: 60, h: 45 },
  score,
});

test('a vehicle that drove up waits on though the next one hides half of it, and one that is weakly seen elsewhere does not', () => {
  const waits = Array.from({ length: 150 }, (_, i) => car(100 + Math.min(i, 10) * 12, i < 16 ? 0.9 : 0.4));
  const shown = follow(waits.map((d, i) => [i * 200, [d]]));
  assert.ok(shown.slice(4).every((tracks) => tracks.length === 1 && tracks[0]!.isConfirmed));
  // Last clearly seen far from where something weak is.
  const creeps = Array.from({ length: 60 }, (_, i) => car(100 + Math.min(i, 20) * 12, i < 10 ? 0.9 : 0.4));
  assert.equal(follow(creeps.map((d, i) => [i * 200, [d]])).at(-1)!.length, 0);
});

test('a hut that looks a little like a vehicle, and never drove up, is carried for a moment', () => {
  const shown = follow(Array.from({ length: 60 }, (_, i) => [i * 200, [car(100, i < 10 ? 0.9 : 0.4)]]));
  assert.equal(shown.at(-1)!.length, 0);
});

test('a vehicle that waits is not carried by weak detections for ever', () => {
  const waits = Array.from({ length: 100 }, (_, i) => car(100 + Math.min(i, 10) * 12, i < 16 ? 0.9 : 0.4));
  const frames = waits.map((d, i) => [i * 200, [d]] as const);
  assert.equal(follow(frames, { standingWeakMs: 10_000 }).at(-1)!.length, 0);
});

test('a bin that looks a little like a person counts for a moment at most', () => {
  const scores = [0.52, 0.51, 0.4, 0.45, 0.52, 0.4, 0.4, 0.51, 0.42];
  const bin = follow(
    Array.from({ length: 90 }, (_, i) => [i * 200, [seen(300, 100, { score: scores[i % scores.length]! })]]),
  );
  const counted = bin.filter((tracks) => tracks.some((t) => t.isConfirmed)).length;
  assert.ok(counted <= 3, `counted in ${counted} of 90 frames`);
});

test('each category has its own limit for what is strong', () => {
  const strongScore = { person: 0.5, bicycle: 0.5, vehicle: 0.3 };
  const shown = follow(
    Array.from({ length: 5 }, (_, i) => [
      i * 200,
      [seen(100, 100, { score: 0.4 }), seen(400, 100, { category: 'vehicle', score: 0.4 })],
    ]),
    { strongScore },
  );
  assert.deepEqual(
    shown.at(-1)!.map((t) => [t.category, t.isConfirmed]),
    [['vehicle', true]],
  );
});

test('someone who walks in and stands still goes on counting', () => {
  const shown = follow(
    Array.from({ length: 60 }, (_, i) => [
      i * 200,
      [seen(100 + Math.min(i, 10) * 10, 100, { score: i < 10 || i % 3 === 0 ? 0.52 : 0.45 })],
    ]),
  );
  assert.ok(shown.slice(12).every((tracks) => tracks.length === 1 && tracks[0]!.isConfirmed));
});

test('who walks out of the picture is gone at once', () => {
  const walk = (settings: Partial<TrackerSettings>) =>
    follow(
      Array.from({ length: 16 }, (_, i) => [i * 200, i < 12 ? [seen(100 + i * 20)] : []]),
      settings,
    ).at(-1)!.length;
  assert.equal(walk({ picture: { widthPx: 350, heightPx: 300 } }), 0);
  assert.equal(walk({}), 1);
});

test('a person who steps in front of a car is not the car', () => {
  const car: Detection = { category: 'vehicle', box: { x: 100, y: 100, w: 60, h: 80 }, score: 0.9 };
  const person: Detection = { ...car, category: 'person' };
  const shown = follow(Array.from({ length: 10 }, (_, i) => [i * 200, i < 5 ? [car] : [person]]));
  const last = shown.at(-1)!;
  assert.deepEqual(
    last.map((t) => [t.id, t.category]),
    [
      [1, 'vehicle'],
      [2, 'person'],
    ],
  );
});

test('a cyclist seen now as a person, now as a bicycle, is one track of the kind seen most', () => {
  const kinds: Category[] = [
    'bicycle',
    'bicycle',
    'person',
    'bicycle',
    'bicycle',
    'person',
    'bicycle',
    'bicycle',
  ];
  const shown = follow(kinds.map((category, i) => [i * 200, [seen(100 + i * 5, 100, { category })]]));
  assert.deepEqual(
    shown.at(-1)!.map((t) => [t.id, t.category, t.isConfirmed]),
    [[1, 'bicycle', true]],
  );
});

test('a late frame moves the prediction on by the time that passed', () => {
  const shown = follow([
    ...Array.from({ length: 12 }, (_, i) => [i * 100, [seen(100 + i * 10)]] as const),
    [1_700, []],
  ]);
  const { x } = shown.at(-1)![0]!.box;
  assert.ok(Math.abs(x - 270) < 12, `after 0.6 s at 100 px/s the box is at ${x}, not near 270`);
});

test('the same walk at 1 to 30 frames/s, evenly or not, is one track', () => {
  const speedPxPerS = 25;
  const intervals = fc.oneof(
    fc.constantFrom(33, 40, 100, 200, 500, 1_000).map((ms) => Array.from({ length: 30 }, () => ms)),
    fc.array(fc.integer({ min: 33, max: 500 }), { minLength: 10, maxLength: 60 }),
  );
  fc.assert(
    fc.property(intervals, (gapsMs) => {
      let atMs = 0;
      const frames = gapsMs.map((gapMs) => {
        atMs += gapMs;
        return [atMs, [seen(100 + (speedPxPerS * atMs) / 1_000)]] as const;
      });
      for (const tracks of follow(frames))
        assert.deepEqual(
          tracks.map((t) => t.id),
          [1],
        );
    }),
  );
});

test('a clock that stands still or steps back does no harm', () => {
  const shown = follow([0, 200, 400, 400, 300, 500].map((atMs, i) => [atMs, [seen(100 + i * 4)]]));
  assert.deepEqual(
    shown.at(-1)!.map((t) => t.id),
    [1],
  );
  assert.ok(Number.isFinite(shown.at(-1)![0]!.box.x));
});

test('never more tracks than the limit, and those turned away are counted', () => {
  const state = createTracker({ maxTracks: 10 });
  const crowd = Array.from({ length: 25 }, (_, i) => seen(i * 50));
  const { tracks } = advanceTracks(state, crowd, 0);
  assert.equal(tracks.length, 10);
  assert.equal(state.refusedStarts, 15);
});

test('boxes without size or number are passed over', () => {
  const bad = [
    { ...seen(0), box: { x: Number.NaN, y: 0, w: 10, h: 10 } },
    { ...seen(0), box: { x: 0, y: 0, w: 0, h: 10 } },
    { ...seen(0), box: { x: 0, y: 0, w: Number.POSITIVE_INFINITY, h: 10 } },
  ];
  assert.deepEqual(follow([[0, bad]]), [[]]);
});

test('whatever is detected, boxes stay finite and ids are given once', () => {
  const detection = fc.record({
    category: fc.constantFrom<Category>('person', 'bicycle', 'vehicle'),
    box: fc.record({
      x: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      y: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      w: fc.double({ min: 1e-3, max: 5e3, noNaN: true }),
      h: fc.double({ min: 1e-3, max: 5e3, noNaN: true }),
    }),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const film = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.array(detection, { maxLength: 8 })), {
    maxLength: 25,
  });
  fc.assert(
    fc.property(film, (frames) => {
      for (const tracks of follow(frames)) {
        assert.equal(new Set(tracks.map((t) => t.id)).size, tracks.length);
        for (const { box } of tracks) {
          assert.ok([box.x, box.y, box.w, box.h].every(Number.isFinite));
          assert.ok(box.w > 0 && box.h > 0);
        }
      }
    }),
  );
});
