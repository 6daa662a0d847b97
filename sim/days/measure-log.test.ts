import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measure } from '../../src/core/measure/measure.ts';
import { MeasureLog } from './measure-log.ts';

const fail = (what: string): never => {
  throw new Error(what);
};

function count(atMs: number, more: Partial<Measure> = {}): Measure {
  return {
    zoneId: 'yard',
    kind: 'count',
    category: 'person',
    direction: null,
    atMs,
    windowMs: 1_000,
    value: 0,
    unit: '1',
    errorBand: 1,
    coverage: 1,
    note: null,
    ...more,
  };
}

test('a measure that is no number, or covers more than there is, is caught', () => {
  assert.throws(() => new MeasureLog().add([count(0, { value: Number.NaN })], 0, fail), /NaN/);
  assert.throws(() => new MeasureLog().add([count(0, { errorBand: Infinity })], 0, fail), /Infinity/);
  assert.throws(() => new MeasureLog().add([count(0, { coverage: 1.01 })], 0, fail), /coverage/);
});

test('seconds passed over leave the digest of seconds stepped through', () => {
  const stepped = new MeasureLog();
  for (let s = 0; s < 100; s++) stepped.add([count(s * 1_000)], 0, fail);
  const passed = new MeasureLog();
  for (let s = 0; s < 10; s++) passed.add([count(s * 1_000)], 0, fail);
  passed.pass(80);
  for (let s = 10; s < 20; s++) passed.add([count(s * 1_000)], 80_000, fail);
  assert.equal(passed.count, stepped.count);
  assert.equal(passed.digest(), stepped.digest());
});

test('one number in one second changes the digest', () => {
  const log = (value: number) => {
    const one = new MeasureLog();
    for (let s = 0; s < 20; s++) one.add([count(s * 1_000, { value: s === 7 ? value : 0 })], 0, fail);
    return one.digest();
  };
  assert.notEqual(log(0), log(1));
});
