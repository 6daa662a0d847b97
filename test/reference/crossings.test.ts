/** Line crossings and wrong way on CDnet highway: its published boxes, our tracker, our scene. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { advanceScene, createScene } from '../../src/core/scene.ts';
import { advanceTracks, createTracker } from '../../src/core/track/tracker.ts';
import { defaultRules, type Zone } from '../../src/core/zone.ts';
import { cameraWith, signalAt, startMs } from '../support/scene-world.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const boxes = 'groundtruth/cdnet-highway-boxes.csv';
const events = 'groundtruth/events.json';
const size = { widthPx: 320, heightPx: 240 };

const line: Zone = {
  id: 'line',
  name: 'line',
  shape: 'line',
  points: [
    { x: 0, y: 170 / 240 },
    { x: 319 / 320, y: 170 / 240 },
  ],
  direction: null,
  rules: [defaultRules['line-crossing']],
};
const road: Zone = {
  id: 'road',
  name: 'road',
  shape: 'area',
  points: [
    { x: 0, y: 0.2 },
    { x: 1, y: 0.2 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ],
  // Towards the camera.
  direction: [
    { x: 0.5, y: 0.3 },
    { x: 0.5, y: 0.9 },
  ],
  rules: [{ ...defaultRules['wrong-way'], holdMs: 1_000 }],
};

/** Plays every `step`th annotated frame at 25 frames a second; frame numbers of what is told. */
function play(step: number, isReversed: boolean) {
  const rows = readFileSync(dataPath(boxes), 'utf8').trim().split('\n').slice(1);
  const byFrame = Map.groupBy(
    rows.map((row) => row.split(',').map(Number)),
    (row) => row[0]!,
  );
  const frames: number[] = [];
  for (let n = 469; n <= 1698; n += step) frames.push(n);
  if (isReversed) frames.reverse();
  const camera = cameraWith([line, road], { calibration: null });
  let tracker = createTracker();
  let scene = createScene();
  const crossings: { frame: number; direction: string | null }[] = [];
  let wrongWay = 0;
  let wrongDrivers = 0;
  for (const [index, n] of frames.entries()) {
    const atMs = startMs + index * step * 40;
    const detections = (byFrame.get(n) ?? []).map(([, x, y, w, h]) => ({
      category: 'vehicle' as const,
      box: { x: x!, y: y!, w: w!, h: h! },
      score: 0.9,
    }));
    const tracked = advanceTracks(tracker, detections, atMs);
    tracker = tracked.state;
    const frame = { cameraId: 'c', runId: 'r', index, atMs, ...size };
    const told = advanceScene(scene, { camera, frame, tracks: tracked.tracks, signal: signalAt(atMs) });
    scene = told.state;
    for (const { phase, situation, added } of told.situations) {
      if (situation.kind === 'wrong-way') wrongDrivers += added;
      if (phase !== 'began') continue;
      if (situation.kind === 'wrong-way') wrongWay++;
      else crossings.push({ frame: n, direction: situation.because[0]!.direction });
    }
  }
  return { crossings, wrongWay, wrongDrivers };
}

test('every vehicle that crosses the line is counted once, when it crosses', needsData(boxes, events), () => {
  const truth = JSON.parse(readFileSync(dataPath(events), 'utf8'))['cdnet-highway.avi'];
  for (const step of [1, 2]) {
    const { crossings, wrongWay } = play(step, false);
    console.log(`every ${step}. frame: ${crossings.length} crossings of ${truth.vehicles_crossing}`);
    assert.ok(Math.abs(crossings.length - truth.vehicles_crossing) <= 1);
    assert.ok(crossings.every((c) => c.direction === 'in'));
    const late = crossings.filter(
      ({ frame }) =>
        !truth.crossings_frames0.some(
          (c: { first: number; last: number }) =>
            frame >= c.first - truth.tolerance_frames && frame <= c.last + truth.tolerance_frames,
        ),
    );
    assert.deepEqual(late, []);
    assert.equal(wrongWay, 0, 'nobody drives the wrong way');
  }
});

test('played backwards everyone crosses the other way, and that is wrong', needsData(boxes, events), () => {
  const { crossings, wrongWay, wrongDrivers } = play(1, true);
  assert.ok(Math.abs(crossings.length - 22) <= 1, String(crossings.length));
  assert.ok(crossings.every((c) => c.direction === 'out'));
  // Vehicles that follow each other within the clear time are one situation, which counts them.
  assert.ok(wrongWay >= 1 && wrongWay <= 5, `${wrongWay} situations`);
  assert.ok(Math.abs(wrongDrivers - 22) <= 2, `${wrongDrivers} counted`);
});
