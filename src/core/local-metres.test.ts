import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { metresFrom, placeAt } from './local-metres.ts';

const origin = { latitude: 59.93, longitude: 30.33 };

test('a degree at 60° north is as long as the tables of WGS 84 say', () => {
  const north = metresFrom({ latitude: 60, longitude: 0 }, { latitude: 61, longitude: 1 });
  assert.ok(Math.abs(north.y - 111_412) < 2, String(north.y));
  assert.ok(Math.abs(north.x - 55_800) < 2, String(north.x));
});

test('there and back again is the same place', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -2_000, max: 2_000, noNaN: true }),
      fc.double({ min: -2_000, max: 2_000, noNaN: true }),
      (x, y) => {
        const back = metresFrom(origin, placeAt(origin, { x, y }));
        assert.ok(Math.hypot(back.x - x, back.y - y) < 1e-5);
      },
    ),
  );
});
