import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measure } from '../../core/measure/measure.ts';
import { columnsOf, inOrder, type SeriesTable, spanMs, tellingOf, withMeasures } from './measure-series.ts';

const measure = (atMs: number, value: number | null, rest: Partial<Measure> = {}): Measure => ({
  zoneId: 'square',
  kind: 'density',
  category: 'person',
  direction: null,
  atMs,
  windowMs: 1_000,
  value,
  unit: '1/m2',
  errorBand: value === null ? null : 0.5,
  coverage: 1,
  note: value === null ? 'not-measuring' : null,
  ...rest,
});
const empty: SeriesTable = new Map();

test('measures of one zone, kind, category and direction are one series in time order, each instant once', () => {
  const table = withMeasures(empty, [measure(3_000, 3), measure(1_000, 1), measure(3_000, 4)], 5_000);
  const [series] = inOrder(table, ['square']);
  assert.deepEqual(
    series?.points.map(({ atMs, value }) => [atMs, value]),
    [
      [1_000, 1],
      [3_000, 4],
    ],
  );
});

test('history read late does not overwrite what came live', () => {
  const live = withMeasures(empty, [measure(4_000, 4), measure(5_000, 5)], 5_000);
  const both = withMeasures(live, [measure(1_000, 1), measure(2_000, 2)], 5_000);
  assert.deepEqual(
    inOrder(both, ['square'])[0]?.points.map((p) => p.atMs),
    [1_000, 2_000, 4_000, 5_000],
  );
});

test('after ten minutes a measure is forgotten, and then its series', () => {
  const table = withMeasures(empty, [measure(1_000, 1)], 1_000);
  assert.equal(withMeasures(table, [], 1_000 + spanMs - 1).size, 1);
  assert.equal(withMeasures(table, [], 1_000 + spanMs).size, 0);
});

test('the line breaks where nothing was measured and where nothing arrived', () => {
  const columns = columnsOf([measure(1_000, 2), measure(2_000, null), measure(3_000, 1), measure(9_000, 1)]);
  assert.deepEqual(columns[0], [1, 2, 3, 3.001, 9]);
  assert.deepEqual(columns[1], [2, null, 1, null, 1]);
  assert.deepEqual(columns[2], [1.5, null, 0.5, null, 0.5]);
  assert.deepEqual(columns[3], [2.5, null, 1.5, null, 1.5]);
});

test('a band does not reach below zero and is left out where the error is not known', () => {
  assert.deepEqual(columnsOf([measure(1_000, 0.2)])[2], [0]);
  assert.deepEqual(columnsOf([measure(1_000, 0.2, { errorBand: null })])[3], [null]);
});

test('charts stand by zone, then density before count before flow, in before out', () => {
  const table = withMeasures(
    empty,
    [
      measure(1, 1, { kind: 'line-flow', direction: 'out', zoneId: 'gate' }),
      measure(1, 1, { kind: 'line-flow', direction: 'in', zoneId: 'gate' }),
      measure(1, 1, { kind: 'count' }),
      measure(1, 1),
      measure(1, 1, { zoneId: 'removed' }),
    ],
    1,
  );
  assert.deepEqual(
    inOrder(table, ['gate', 'square']).map((s) => `${s.zoneId} ${s.kind} ${s.direction ?? ''}`.trim()),
    ['gate line-flow in', 'gate line-flow out', 'square density', 'square count'],
  );
});

test('a series that never left zero waits until it is asked for, but no zone is left without a chart', () => {
  const at = (zoneId: string, rest: Partial<Measure>) => measure(1, 0, { zoneId, kind: 'count', ...rest });
  const told = [
    at('road', {}),
    at('road', { category: 'vehicle', value: 2 }),
    at('empty', {}),
    at('empty', { category: 'vehicle' }),
  ];
  const telling = tellingOf(inOrder(withMeasures(empty, told, 1), ['road', 'empty']));
  assert.deepEqual(
    [...telling].map(({ zoneId, category }) => `${zoneId} ${category}`),
    ['road vehicle', 'empty person'],
  );
});
