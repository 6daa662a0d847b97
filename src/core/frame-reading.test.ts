import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  boxOf,
  cameraWith,
  imageOf,
  lastMeasure,
  person,
  play,
  rectangle,
  size,
  vehicle,
  zoneOn,
} from '../../test/support/scene-world.ts';
import { readFrame } from './frame-reading.ts';
import { createScene } from './scene.ts';

const square = zoneOn(rectangle(-3, 3, 4, 5), { id: 'square' });
const line = zoneOn([], {
  id: 'line',
  shape: 'line',
  points: [
    { x: 0.1, y: 0.6 },
    { x: 0.9, y: 0.6 },
  ],
});
const inside = [
  { x: 0, y: 5 },
  { x: -2, y: 4 },
];
const outside = { x: 3, y: 6 };

test('a frame is read as people with place and height, ordered by place, and the number shown for each area', () => {
  const things = [...inside, outside].map((at) => person(at));
  const run = play({
    camera: cameraWith([square, line]),
    things: [...things, vehicle({ x: 0, y: 10 })],
    seconds: 3,
  });
  const { people, counts } = readFrame(run.state)!;
  assert.deepEqual(counts, [{ zoneId: 'square', people: 2 }]);
  assert.equal(lastMeasure(run, 'count').value, 2);
  assert.equal(people.length, 3, 'a vehicle is nobody');
  assert.deepEqual(
    people,
    [...people].sort((a, b) => a.x - b.x),
  );
  const [first] = people;
  const foot = imageOf(inside[1]!);
  assert.ok(
    Math.abs(first!.x - foot.x) < 0.002 && Math.abs(first!.y - foot.y) < 0.002,
    JSON.stringify(first),
  );
  const { h } = boxOf(things[1]!, inside[1]!, 0);
  assert.ok(Math.abs(first!.height - h / size.heightPx) < 0.002);
  assert.deepEqual(Object.keys(first!).sort(), ['height', 'x', 'y'], 'no name, no number of a track');
});

test('nothing is read before the first frame, nor while the camera does not measure', () => {
  assert.equal(readFrame(createScene('cam-1')), null);
  const film = { camera: cameraWith([square]), things: [person(inside[0]!)], seconds: 12 };
  const dark = play({ ...film, signal: (ms) => (ms > 3_000 ? { meanLuma: 5, contrast: 2 } : {}) });
  assert.equal(readFrame(dark.state), null);
});
