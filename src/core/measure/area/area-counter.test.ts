import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrationFrom, type Pose, picture, raster } from '../../../../test/support/crowd-camera.ts';
import { type CrowdFrame, playCrowd, strollers } from '../../../../test/support/crowd-film.ts';
import { crowdLevels, printLevels } from '../../../../test/support/crowd-table.ts';
import { cameraWith } from '../../../../test/support/scene-world.ts';
import { crowdedCells } from '../../crowded-cells.ts';
import { defaultRules } from '../../zone.ts';
import { matrixOf, viewZone } from '../../zone-view.ts';
import { createAreaCounter, followAreaCounter } from './area-counter.ts';
import { createFactor, isCalibrated, learnFactor, leastPairs, peopleOf } from './area-factor.ts';
import { isHiding, type Trend } from './hiding.ts';
import { areaOf, coverOf, zoneCells } from './zone-cells.ts';

const pose: Pose = { heightM: 12, depressionDeg: 60 };
const frameMs = 400;
const seed = 3;
const square = (people: number, frames: number, of = seed) =>
  strollers({ people, frames, frameMs, halfM: 6, seed: of });

test('a crowd that grows too dense for boxes is counted by the area it covers, within its error band', () => {
  const frames = square(30, 500);
  const levels = crowdLevels({ frames, pose, times: [1, 9, 14], thinFrames: 600, levelFrames: 40, seed });
  printLevels(`strollers, seed ${seed}`, levels);
  const [thin, dense] = levels.with;
  const [thinBoxes, denseBoxes] = levels.without;
  assert.equal(thin!.byArea, 0);
  assert.equal(thin!.maePerM2, thinBoxes!.maePerM2, 'the area changes nothing while boxes count');
  assert.ok(dense!.truePerM2 > 1.5 && dense!.byArea > 5 && dense!.boxes === 0, JSON.stringify(dense));
  assert.ok(dense!.byAreaInBand! >= 0.9, String(dense!.byAreaInBand));
  assert.ok(dense!.byAreaMaePerM2! < denseBoxes!.maePerM2);
});

test('denser and denser, the density never falls, and boxes take over again when the crowd has gone', () => {
  const parts = [
    square(30, 600),
    square(360, 60, 5),
    square(500, 60, 6),
    square(700, 60, 7),
    square(30, 100),
  ];
  const run = playCrowd({ pose, halfM: 4, frames: parts.flat(), frameMs, seed, hasForeground: true });
  const starts = parts.map((_, i) => parts.slice(0, i).flat().length * frameMs);
  const means = starts.slice(1, 4).map((fromMs) => {
    const s = run.seconds.filter((x) => x.atMs > fromMs + 4_000 && x.atMs <= fromMs + 24_000);
    assert.ok(
      s.every((x) => x.density.note !== null),
      `boxes alone count none of it: ${s.map((x) => `${x.density.note} ${x.density.value}`)}`,
    );
    return s.reduce((sum, x) => sum + x.density.value!, 0) / s.length;
  });
  assert.ok(means[0]! < means[1]! && means[1]! <= means[2]! + 1e-9, means.join());
  assert.equal(run.seconds.at(-1)!.density.note, null);
  assert.deepEqual(
    run.told.map((t) => t.split(' ').slice(0, 2).join(' ')),
    ['began camera-out-of-range', 'ended camera-out-of-range'],
  );
});

test('an estimator that has not been calibrated does not take over: it holds those who were counted', () => {
  // Dense from the first frame on: there has never been a thin crowd to learn from.
  const parts = [square(260, 60), square(700, 60, 7)];
  const run = playCrowd({ pose, halfM: 4, frames: parts.flat(), frameMs, seed, hasForeground: true });
  assert.ok(run.seconds.every((s) => s.density.note !== 'by-area'));
  const alone = playCrowd({ pose, halfM: 4, frames: parts.flat(), frameMs, seed, hasForeground: false });
  for (const [i, { density, truePerM2 }] of run.seconds.entries()) {
    const is = `${density.atMs}: ${density.value} ${density.note} of ${truePerM2}`;
    assert.ok(density.value! >= alone.seconds[i]!.density.value! - 1e-9, is);
    assert.ok(density.value! <= truePerM2 + 0.1, is);
  }
  const packed = run.seconds.slice(30);
  assert.ok(packed.every(({ density }) => density.note === 'beyond-range'));
});

test('where boxes no longer count the crowd is told to who learns the empty place, and no longer once it has gone', () => {
  const state = (frames: readonly CrowdFrame[]) =>
    playCrowd({ pose, halfM: 4, frames, frameMs, seed, hasForeground: true }).state;
  const crowd = square(700, 20);
  const [cells, ...more] = crowdedCells(state(crowd));
  assert.deepEqual([cells!.columns, cells!.rows, more.length], [160, 90, 0]);
  assert.ok(cells!.indices.length > 1_000);
  assert.deepEqual(crowdedCells(state([...crowd, ...Array.from({ length: 50 }, () => [])])), []);
});

/** People come one after another, stand, and go again, 1.1 to a square metre. */
const gathering = { comeMs: 20_000, goMs: 70_000, endMs: 120_000 };

function gatherers(): CrowdFrame[] {
  const people = Array.from({ length: 72 }, (_, id) => ({
    id,
    x: -3.6 + (id % 9) * 0.9,
    y: -3.5 + Math.floor(id / 9),
  }));
  const { comeMs, goMs, endMs } = gathering;
  return Array.from({ length: endMs / frameMs }, (_, i) => {
    const ms = i * frameMs;
    return people.map(({ id, x, y }) => {
      const late = (id * 13) % 72;
      const awayS = Math.max(comeMs * (late / 72) - ms, ms - goMs - 10_000 * (late / 72), 0) / 1_000;
      return { id, x: x + Math.sign(x || 1) * Math.min(1.3 * awayS, 30), y };
    });
  });
}

for (const isBlind of [false, true]) {
  test(`a crowd that stands is held while the detector ${isBlind ? 'finds nobody' : 'finds it'}, until it has gone`, () => {
    const { comeMs, goMs } = gathering;
    const run = playCrowd({
      pose,
      halfM: 4,
      frames: gatherers(),
      frameMs,
      seed,
      hasForeground: true,
      rules: [defaultRules.crowding],
      isBlindAt: (ms) => isBlind && ms > comeMs + 5_000 && ms < goMs + 20_000,
    });
    const standing = run.seconds.filter((s) => s.atMs > comeMs + 2_000 && s.atMs < goMs);
    const before = standing.find((s) => s.atMs >= comeMs + 4_000)!;
    for (const { count, density, atMs } of standing.filter((s) => s.atMs > comeMs + 8_000)) {
      const is = `${atMs}: ${count.value} of ${before.count.value}, ${density.value} of ${before.density.value}`;
      assert.ok(count.value! >= before.count.value! - before.count.errorBand!, is);
      assert.ok(density.value! >= before.density.value! - before.density.errorBand!, is);
      if (!isBlind) continue;
      assert.equal(count.note, 'beyond-range', is);
      assert.equal(density.note, 'beyond-range', is);
      assert.ok(count.coverage < 0.1 && density.coverage < 0.1, `nobody is seen: ${density.coverage}`);
    }
    const { count, density } = run.seconds.at(-1)!;
    assert.deepEqual([count.value, count.note, density.value], [0, null, 0]);
    const told = run.told.map((t) => t.split(' ').slice(0, 2).join(' '));
    assert.ok(told.includes('began crowding') && told.includes('ended crowding'), told.join());
    assert.equal(told.filter((t) => t === 'began crowding').length, 1, 'it is one crowd');
    assert.equal(told.includes('began camera-out-of-range'), isBlind);
  });
}

test('a crowd that stood there before the camera is half seen: out of range, and the hole it leaves is no crowd', () => {
  const { comeMs, goMs } = gathering;
  const frames = gatherers().slice((comeMs + 5_000) / frameMs);
  const later = Array.from({ length: 200 }, () => []);
  const run = playCrowd({
    pose,
    halfM: 4,
    frames: [...frames, ...later],
    frameMs,
    seed,
    hasForeground: true,
    rules: [defaultRules.crowding],
    learned: frames[0]!,
    isBlindAt: () => true,
    isDoubtfulAt: () => true,
  });
  for (const { density, count, atMs } of run.seconds.filter((s) => s.atMs < goMs - comeMs - 5_000)) {
    assert.deepEqual([density.note, count.note], ['beyond-range', 'beyond-range'], String(atMs));
    assert.equal(count.coverage, 0);
  }
  const last = run.seconds.at(-1)!;
  assert.ok(last.coveredShare > 0.3, 'the hole is still there');
  assert.deepEqual([last.count.value, last.count.note], [0, null]);
  const told = run.told.map((t) => t.split(' ').slice(0, 2).join(' ')).sort();
  assert.deepEqual(told, [
    'began camera-out-of-range',
    'began crowding',
    'ended camera-out-of-range',
    'ended crowding',
  ]);
});

const zone = {
  id: 'z',
  name: 'z',
  shape: 'area' as const,
  points: [
    { x: 0.3, y: 0.3 },
    { x: 0.7, y: 0.3 },
    { x: 0.7, y: 0.7 },
    { x: 0.3, y: 0.7 },
  ],
  direction: null,
  rules: [],
};
const camera = cameraWith([zone], { calibration: calibrationFrom(pose, 4) });
const view = viewZone(zone, camera, picture);
const matrix = matrixOf(camera)!;
const rasterOf = (share: number, isUnsure = false) => ({
  columns: 160,
  rows: 90,
  cells: Uint8Array.from({ length: 160 * 90 }, (_, i) => (i % 160 < 48 + 64 * share ? 1 : 0)),
  isUnsure,
});

test('twice the raster, the same people: cells weigh by what a person covers, not by their number', () => {
  const fine = { columns: 320, rows: 180, cells: new Uint8Array(320 * 180), isUnsure: false };
  for (let i = 0; i < fine.cells.length; i++) fine.cells[i] = i % 320 < 96 + 64 ? 1 : 0;
  const areas = [rasterOf(0.5), fine].map((f) =>
    areaOf(coverOf(zoneCells(view, matrix, f, picture), f, [], picture)),
  );
  assert.ok(Math.abs(areas[0]! / areas[1]! - 1) < 0.03, areas.join());
});

test('what lies under a vehicle says nothing of people', () => {
  const cells = zoneCells(view, matrix, { columns: 160, rows: 90 }, picture);
  const half = rasterOf(0.5);
  const lorry = { x: 0.3 * 640, y: 0, w: 0.2 * 640, h: 360 };
  assert.ok(coverOf(cells, half, [], picture).share > 0.4);
  assert.ok(coverOf(cells, half, [lorry], picture).share < 0.02);
  // With most of the zone hidden there is no answer.
  assert.equal(coverOf(cells, half, [{ x: 0, y: 0, w: 640, h: 360 }], picture).places, 0);
});

test('a tram behind the zone covers the place of bodies, and is nobody: the ground in front of it is bare', () => {
  // A platform as its camera sees it: low, and a strip along the tracks.
  const low: Pose = { heightM: 5, depressionDeg: 20 };
  const points = [
    { x: 0.2, y: 0.55 },
    { x: 0.8, y: 0.55 },
    { x: 0.8, y: 0.64 },
    { x: 0.2, y: 0.64 },
  ];
  const strip = { ...zone, points };
  const platform = cameraWith([strip], { calibration: calibrationFrom(low, 4) });
  const cells = zoneCells(viewZone(strip, platform, picture), matrixOf(platform)!, raster, picture);
  const foreground = (isOn: (x: number, y: number) => boolean) => ({
    ...raster,
    cells: Uint8Array.from({ length: 160 * 90 }, (_, i) =>
      isOn(((i % 160) + 0.5) / 160, (Math.floor(i / 160) + 0.5) / 90) ? 1 : 0,
    ),
    isUnsure: false,
  });
  const shareOf = (isOn: (x: number, y: number) => boolean) =>
    coverOf(cells, foreground(isOn), [], picture).share;
  const tram = (_: number, y: number) => y < 0.53;
  const bodies = cells.indices.filter((i) => foreground(tram).cells[i] === 1).length / cells.indices.length;
  assert.ok(bodies > 0.4, `it covers ${bodies} of the bodies' place`);
  assert.ok(shareOf(tram) < 0.3 * bodies, `${shareOf(tram)} of ${bodies} counted`);
  // People who fill the left half, from head to foot, count as they did.
  assert.ok(Math.abs(shareOf((x) => x < 0.5) - 0.5) < 0.1, String(shareOf((x) => x < 0.5)));
});

test('a foreground that is unsure is not used, and one that failed over a dense crowd not until boxes are trusted again', () => {
  const counter = createAreaCounter();
  const sight = { matrix, size: picture, hidden: [] };
  const follow = (tMs: number, isUnsure: boolean, isTeaching: boolean) =>
    followAreaCounter(
      counter,
      view,
      { ...sight, foreground: rasterOf(0.3, isUnsure) },
      { people: 3, count: 3, areaM2: view.areaM2!, tMs, isTeaching },
    );
  assert.equal(follow(0, true, true), null);
  assert.notEqual(follow(400, false, true), null);
  assert.equal(follow(800, true, false), null);
  assert.equal(follow(1_200, false, false), null, 'the crowd may have been learned as the empty place');
  assert.notEqual(follow(1_600, false, true), null);
});

test('the factor is what most pairs say, a stray tenth hardly moves it, and its memory does not grow', () => {
  const factor = createFactor();
  const before = Object.keys(factor).length;
  for (let i = 0; i < 2_000; i++) {
    const area = 2 + (i % 7);
    // Every tenth pair a lorry stands in the zone.
    learnFactor(factor, i % 10 === 9 ? area + 30 : area, 1.2 * area);
    if (i === leastPairs - 2) assert.equal(isCalibrated(factor), false);
  }
  assert.ok(isCalibrated(factor));
  const { people, sigma } = peopleOf(factor, 10);
  assert.ok(Math.abs(people - 12) < 2, String(people));
  assert.ok(sigma > 0);
  assert.ok(Object.keys(factor).length === before && Object.values(factor).every(Number.isFinite));
});

test('the factor forgets: an hour of another light is learned', () => {
  const factor = createFactor();
  for (let i = 0; i < 7_200; i++) learnFactor(factor, 5, 5);
  for (let i = 0; i < 7_200; i++) learnFactor(factor, 5, 7.5);
  assert.ok(Math.abs(peopleOf(factor, 10).people - 15) < 1.5, String(peopleOf(factor, 10).people));
});

test('hiding is boxes fewer while the area grows; either alone is not', () => {
  const told = (people: (s: number) => number, area: (s: number) => number) => {
    const trend: Trend = [];
    let is = false;
    for (let s = 0; s < 20; s += 0.2)
      is = isHiding(trend, { tMs: s * 1_000, people: people(s), area: area(s) }) || is;
    assert.ok(trend.length <= 12);
    return is;
  };
  const falling = (s: number) => (s < 8 ? 20 : 12);
  const growing = (s: number) => (s < 8 ? 20 : 30);
  assert.equal(told(falling, growing), true);
  assert.equal(
    told(falling, () => 20),
    false,
  );
  assert.equal(
    told(() => 20, growing),
    false,
  );
  assert.equal(told(falling, falling), false);
});
