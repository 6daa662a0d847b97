import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measure } from '../../core/measure/measure.ts';
import { defaultRules, type Zone } from '../../core/zone.ts';
import { en } from '../words/en.ts';
import { formatsFor } from '../words/formats.ts';
import { digitsOf, zoneFigure } from './zone-figure.ts';

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

test('a queue is known by its length', () => {
  const length = measure({ kind: 'queue-length', unit: 'm', value: 8.84 });
  const watched = { ...zone, rules: [defaultRules.queue] };
  assert.equal(zoneFigure([measure({ value: 9 }), density(1.24), length], watched, 2_000, words), '8.8 m');
});

test('a pressure of a hundredth is no nought, nor is a share of walkers', () => {
  const { number, unit } = words;
  const pressure = measure({ kind: 'crowd-pressure', unit: '1/s2', value: 0.0213 });
  assert.equal(`${number(pressure.value!, digitsOf(pressure))} ${unit('1/s2')}`, '0.021 /s²');
  const share = measure({ kind: 'counter-flow', value: 0.25 });
  assert.equal(number(share.value!, digitsOf(share)), '0.25');
  assert.equal(digitsOf(measure({ kind: 'counter-flow', value: 0 })), 2);
  assert.equal(digitsOf(measure({ value: 3 })), 0);
});
