import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatsFor } from './formats.ts';

const en = formatsFor('en');
const ru = formatsFor('ru');

test('durations are clocks under an hour and words beyond', () => {
  assert.equal(en.duration(12_000), '00:12');
  assert.equal(en.duration(3_599_999), '59:59');
  assert.equal(en.duration(134 * 60_000), '2 h 14 min');
  assert.equal(ru.duration(134 * 60_000), '2 ч 14 мин');
  assert.equal(en.duration(50 * 3_600_000), '2 d 2 h');
  assert.equal(en.duration(-5), '00:00');
});

test('a length that somebody chooses says no more than it must', () => {
  assert.equal(en.span(15 * 60_000), '15 min');
  assert.equal(en.span(8 * 3_600_000), '8 h');
  assert.equal(ru.span(90 * 60_000), '1 ч 30 мин');
});

test('numbers follow the language', () => {
  assert.equal(en.number(3.14, 1), '3.1');
  assert.equal(ru.number(3.14, 1), '3,1');
  assert.equal(en.unit('1/m2'), '/m²');
  assert.equal(ru.unit('m/s'), 'м/с');
});

test('latencies change their unit at a second, sizes at a thousand', () => {
  assert.equal(en.latency(40), '40 ms');
  assert.equal(en.latency(1_240), '1.2 s');
  assert.equal(en.bytes(999), '999 B');
  assert.equal(en.bytes(160_000_000), '160 MB');
  assert.equal(en.bytes(1_500_000), '1.5 MB');
});

test('a day of another year says the year', () => {
  const { day } = formatsFor('en');
  const nowMs = new Date(2026, 10, 23).getTime();
  assert.equal(day(new Date(2026, 10, 12).getTime(), nowMs), '12 Nov');
  assert.equal(day(new Date(2025, 10, 12).getTime(), nowMs), '12 Nov 2025');
});
