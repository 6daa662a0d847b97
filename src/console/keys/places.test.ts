import assert from 'node:assert/strict';
import { test } from 'node:test';
import { match } from './match.ts';
import { placesOf } from './places.ts';

const zone = (name: string) => ({ id: name, name }) as never;

test('a zone is a place on the map, found by its camera and group too; without a position it is its camera', () => {
  const camera = { id: 'c', name: 'North', group: 'Harbour', zones: [zone('Gate 3')] };
  const [there] = placesOf([{ ...camera, position: { latitude: 55.75, longitude: 37.61 } }]);
  assert.deepEqual([there!.view, there!.also], ['17/55.75000/37.61000', 'North · Harbour']);
  const [nowhere] = placesOf([{ ...camera, group: '', position: null }]);
  assert.deepEqual([nowhere!.view, nowhere!.also, nowhere!.cameraId], [null, 'North', 'c']);
  assert.equal(match('harbour gate', placesOf([{ ...camera, position: null }])).length, 1);
});

test('among 5,000 cameras and 10,000 places the one that is meant is found at the next letter', () => {
  const position = { latitude: 55, longitude: 37 };
  const cameras = Array.from({ length: 5_000 }, (_, i) => ({
    id: `${i}`,
    name: `Camera ${i}`,
    group: `District ${i % 40}`,
    position,
    zones: [zone(`Gate ${i}`), zone(`Stairs ${i}`)],
  }));
  const all = placesOf(cameras);
  const found = match('stairs 4711', all);
  assert.deepEqual(
    found.map(({ name }) => name),
    ['Stairs 4711'],
  );
  assert.equal(match('stairs', all).length, 30, 'as many as are read');
});
