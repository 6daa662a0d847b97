import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measure } from '../../core/measure/measure.ts';
import { defaultRules, type Zone } from '../../core/zone.ts';
import { en } from '../words/en.ts';
import { formatsFor } from '../words/formats.ts';
import { zoneFigure } from './zone-figure.ts';

const words = { ...formatsFor('en'), ...en.measures };
const zone: Pick<Zone, 'id' | 'shape' | 'rules'> = { id: 'z', shape: 'area', rules: [] };
const measure = (rest: Partial<Measure>): Measure => ({
  zoneId: 'z',
  kind: 'count',
  category: 'person',
  direction: null,
  atMs: 1_000,
  windowMs: 1_000,
  value: 0,
  unit: '1',
  errorBand: null,
  coverage: 1,
  note: null,
  ...rest,
});
const density = (value: number) => measure({ kind: 'density', unit: '1/m2', value });

test('a square is known by its density, a road by its vehicles', () => {
  assert.equal(zoneFigure([measure({ value: 9 }), density(1.24)], zone, 2_000, words), '1.2 /m²');
  const road = [density(0), measure({}), measure({ category: 'vehicle', value: 3 })];
  assert.equal(zoneFigure(road, zone, 2_000, words), 'vehicles 3');
});

test('a zone watched for crowding says its density even when it is empty', () => {
  const watched = { ...zone, rules: [defaultRules.crowding] };
  assert.equal(zoneFigure([density(0), measure({})], watched, 2_000, words), '0.0 /m²');
});

test('a line says its flow each way, over all kinds', () => {
  const flow = (direction: 'in' | 'out', value: number, category: Measure['category'] = 'person') =>
    measure({ kind: 'line-flow', unit: '1/min', direction, value, category });
  const flows = [flow('in', 4), flow('in', 2, 'bicycle'), flow('out', 1)];
  assert.equal(zoneFigure(flows, { ...zone, shape: 'line' }, 2_000, words), 'in 6 · out 1 /min');
});

test('what is too old to believe, or not measured, is no number', () => {
  assert.equal(zoneFigure([measure({ value: 3 })], zone, 60_000, words), null);
  assert.equal(zoneFigure([measure({ value: null })], zone, 2_000, words), null);
});
