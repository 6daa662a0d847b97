import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommandError } from '../command.ts';
import { lineFrom, polygonFrom } from './wkt.ts';

test('a polygon is read with or without its first point repeated, in any spacing, with holes', () => {
  const closed = polygonFrom('POLYGON((0 0, 4 0, 4 3, 0 0))', '--zone');
  assert.deepEqual(closed, {
    outline: [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 3 },
    ],
    obstacles: [],
  });
  assert.deepEqual(polygonFrom(' polygon (( 0 0,4 0 ,4 3 ))\n', '--zone'), closed);
  const holed = polygonFrom(
    'POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1), (5 5, 6 5, 6 6))',
    '--zone',
  );
  assert.equal(holed.obstacles.length, 2);
  assert.deepEqual(holed.obstacles[1], [
    { x: 5, y: 5 },
    { x: 6, y: 5 },
    { x: 6, y: 6 },
  ]);
  assert.equal(polygonFrom('POLYGON Z ((0 0 1, -4.5e0 0 1, 4 3 1))', '--zone').outline[1]!.x, -4.5);
});

test('a line is read with all its points', () => {
  assert.deepEqual(lineFrom('LINESTRING (0 0, 4 0, 4 -2)', '--line'), [
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 4, y: -2 },
  ]);
});

test('anything else is refused with the option and an example', () => {
  for (const text of [
    '',
    'POINT (1 1)',
    'POLYGON ((0 0, 1 x, 1 1))',
    'POLYGON (0 0, 1 0, 1 1)',
    'LINESTRING (0 0, 1 1)',
  ]) {
    assert.throws(
      () => polygonFrom(text, '--zone'),
      (e) => e instanceof CommandError && /^--zone .*such as "POLYGON/.test(e.message),
      text,
    );
  }
  assert.throws(() => polygonFrom('POLYGON ((0 0, 1 0, 2 0, 0 0))', '--zone'), /without area/);
  assert.throws(() => lineFrom('LINESTRING (1 1)', '--line'), /such as "LINESTRING/);
  assert.throws(() => lineFrom('LINESTRING (1 1, 1 1)', '--line'), /the same/);
});
