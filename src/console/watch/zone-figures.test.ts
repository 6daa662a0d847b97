import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measure } from '../../core/measure/measure.ts';
import type { ZoneOnGround } from './ground.ts';
import { dataAgeOf, zoneFigures } from './zone-figures.ts';

const nowMs = 100_000;
const zone = (zoneId: string, shape: 'area' | 'line' = 'area'): ZoneOnGround => ({
  cameraId: 'c',
  zoneId,
  name: zoneId,
  shape,
  points: [],
  inward: null,
});
const density = (zoneId: string, ageMs: number, value: number | null) =>
  ({ kind: 'density', zoneId, atMs: nowMs - ageMs, value }) as Measure;

test('a number says its age, one that is too old or missing is none, and a line has no density', () => {
  const figures = zoneFigures(
    [zone('fresh'), zone('late'), zone('old'), zone('blind'), zone('gate', 'line')],
    () => [
      density('fresh', 1_000, 2.5),
      density('late', 12_000, 0.2),
      density('old', 31_000, 4),
      density('blind', 0, null),
      density('gate', 0, 1),
    ],
    nowMs,
  );
  assert.deepEqual(
    figures.map(({ zone: { zoneId }, densityPerM2, step, freshness }) => [
      zoneId,
      densityPerM2,
      step,
      freshness,
    ]),
    [
      ['fresh', 2.5, 3, 'fresh'],
      ['late', 0.2, 0, 'stale'],
      ['old', null, null, 'expired'],
      ['blind', null, null, 'expired'],
    ],
  );
  assert.deepEqual(dataAgeOf(figures), { zones: 4, measured: 2, newestMs: 1_000, oldestMs: 12_000 });
});

test('a measure from a clock that runs ahead is new, not younger than now', () => {
  const [figure] = zoneFigures([zone('a')], () => [density('a', -400, 1)], nowMs);
  assert.equal(figure!.ageMs, 0);
});

test('where nothing measures there is no age', () => {
  assert.deepEqual(dataAgeOf(zoneFigures([zone('a')], () => [], nowMs)), {
    zones: 1,
    measured: 0,
    newestMs: null,
    oldestMs: null,
  });
});
