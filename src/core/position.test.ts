import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metresBetween } from './position.ts';

test('a degree of longitude on the equator is 111.195 km, and the way to the other side of the world half its girth', () => {
  const at = (latitude: number, longitude: number) => ({ latitude, longitude });
  assert.ok(Math.abs(metresBetween(at(0, 0), at(0, 1)) - 111_195) < 1);
  assert.ok(Math.abs(metresBetween(at(0, 0), at(0, 180)) - 20_015_115) < 1);
  assert.equal(metresBetween(at(55.75, 37.61), at(55.75, 37.61)), 0);
});

test('Moscow and Berlin are 1,608 km apart, whichever way one goes', () => {
  const moscow = { latitude: 55.7558, longitude: 37.6173 };
  const berlin = { latitude: 52.52, longitude: 13.405 };
  assert.ok(Math.abs(metresBetween(moscow, berlin) - 1_608_000) < 5_000);
  assert.equal(metresBetween(moscow, berlin), metresBetween(berlin, moscow));
});
