import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speedOf, velocitiesOf, walkersByFrame } from './individual-velocity.ts';

/** At frame f, f squared centimetres along. */
const frames = [0, 1, 2, 3, 4, 5, 6];
const speedingUp = { id: 1, frames, path: frames.map((f) => ({ x: f ** 2 / 100, y: 0 })) };
const by = { framesPerSecond: 10, frameStep: 2 };

test('a velocity spans n sightings to either side, and one side at the ends of the track', () => {
  const speeds = velocitiesOf(speedingUp, by).map((v) => Math.round(speedOf(v)! * 1e9) / 1e9);
  // In the middle 2 f cm a frame; at the start from here on, (f + 2)² - f² over 2 frames; at the end likewise back.
  assert.deepEqual(speeds, [0.2, 0.4, 0.4, 0.6, 0.8, 0.8, 1]);
});

test('a missing sighting lengthens the time, not the speed', () => {
  const gappy = { id: 1, frames: [0, 4, 5], path: [0, 4, 5].map((x) => ({ x: x / 10, y: 0 })) };
  for (const v of velocitiesOf(gappy, { framesPerSecond: 10, frameStep: 1 })) {
    assert.ok(Math.abs(speedOf(v)! - 1) < 1e-12);
  }
});

test('a track shorter than the step is timed over its whole length, one sighting not at all', () => {
  const short = {
    id: 1,
    frames: [0, 1],
    path: [
      { x: 0, y: 0 },
      { x: 0.25, y: 0.5 },
    ],
  };
  assert.deepEqual(velocitiesOf(short, by), [
    { x: 2.5, y: 5 },
    { x: 2.5, y: 5 },
  ]);
  assert.deepEqual(velocitiesOf({ id: 1, frames: [0], path: [{ x: 0, y: 0 }] }, by), [null]);
});

test('every frame lists who was seen in it', () => {
  const other = { id: 2, frames: [8], path: [{ x: 1, y: 1 }] };
  const seen = walkersByFrame({ framesPerSecond: 10, trajectories: [speedingUp, other] }, 2);
  assert.deepEqual(
    [...seen].map(([frame, walkers]) => [frame, walkers.length]),
    [
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [6, 1],
      [7, 0],
      [8, 1],
    ],
  );
});
