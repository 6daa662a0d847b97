import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measure } from '../../core/measure/measure.ts';
import { defaultRules } from '../../core/zone.ts';
import { limitOf, scaleOf } from './because-scale.ts';

const density: Measure = {
  zoneId: 'plaza',
  kind: 'density',
  category: 'person',
  direction: null,
  atMs: 0,
  windowMs: 1_000,
  value: 2,
  unit: '1/m2',
  errorBand: 0.5,
  coverage: 1,
  note: null,
};

test('a density is held against the limit of its crowding rule, a count against its own', () => {
  assert.equal(limitOf(density, defaultRules.crowding), 1.08);
  assert.equal(limitOf({ ...density, kind: 'count' }, { ...defaultRules.crowding, limitCount: 30 }), 30);
  assert.equal(limitOf(density, defaultRules.intrusion), null);
});

test('value, band and limit keep their proportions and stay on the bar', () => {
  const scale = scaleOf(density, 1);
  assert.ok(scale !== null && scale.limit !== null && scale.low !== null && scale.high !== null);
  assert.ok(Math.abs(scale.value / scale.limit - 2) < 1e-9);
  assert.ok(scale.high <= 100 && scale.low < scale.value && scale.value < scale.high);
});

test('a band wider than the value starts at zero; without a value nothing is drawn', () => {
  assert.equal(scaleOf({ ...density, value: 0.2 }, null)?.low, 0);
  assert.equal(scaleOf({ ...density, value: null }, 1), null);
});
