import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shiftsIn } from './shift.ts';

const hourMs = 3_600_000;
const timeZone = 'Europe/Berlin';
const starts = ['07:00', '19:00'];
const hours = (shifts: readonly { fromMs: number; toMs: number; start: string }[]) =>
  shifts.map((shift) => `${shift.start} ${(shift.toMs - shift.fromMs) / hourMs}`);

test('shifts begin by the site’s clock, and the first and last are cut to the span', () => {
  // Berlin is one hour ahead in November: 08:00 to 08:00 there.
  const fromMs = Date.UTC(2026, 10, 3, 7);
  const shifts = shiftsIn({ fromMs, toMs: fromMs + 24 * hourMs }, starts, timeZone);
  assert.deepEqual(hours(shifts), ['07:00 11', '19:00 12', '07:00 1']);
  assert.equal(shifts[1]!.fromMs, Date.UTC(2026, 10, 3, 18));
});

test('before the first start of a day it is still the last shift of the day before', () => {
  const fromMs = Date.UTC(2026, 10, 3, 1);
  assert.deepEqual(hours(shiftsIn({ fromMs, toMs: fromMs + hourMs }, starts, timeZone)), ['19:00 1']);
});

test('the night the clocks go back is an hour longer, the night they go forward an hour shorter', () => {
  const autumn = { fromMs: Date.UTC(2026, 9, 24, 17), toMs: Date.UTC(2026, 9, 25, 18) };
  assert.deepEqual(hours(shiftsIn(autumn, starts, timeZone)), ['19:00 13', '07:00 12']);
  const spring = { fromMs: Date.UTC(2026, 2, 28, 18), toMs: Date.UTC(2026, 2, 29, 17) };
  assert.deepEqual(hours(shiftsIn(spring, starts, timeZone)), ['19:00 11', '07:00 12']);
});

test('a start the clock shows twice counts once, and one it skips begins right after', () => {
  const three = ['02:30', '12:00'];
  const autumn = { fromMs: Date.UTC(2026, 9, 24, 22), toMs: Date.UTC(2026, 9, 25, 11) };
  assert.deepEqual(hours(shiftsIn(autumn, three, timeZone)), ['12:00 2.5', '02:30 10.5']);
  const spring = { fromMs: Date.UTC(2026, 2, 28, 23), toMs: Date.UTC(2026, 2, 29, 10) };
  const shifts = shiftsIn(spring, three, timeZone);
  assert.deepEqual(hours(shifts), ['12:00 2', '02:30 9']);
  assert.equal(shifts[1]!.fromMs, Date.UTC(2026, 2, 29, 1), '03:00 there, the first instant after 01:59');
});

test('one shift a day is a shift of a day, whatever the zone', () => {
  const fromMs = Date.UTC(2026, 10, 3, 6, 15);
  const shifts = shiftsIn({ fromMs, toMs: fromMs + 48 * hourMs }, ['00:00'], 'Asia/Kathmandu');
  assert.deepEqual(hours(shifts), ['00:00 12', '00:00 24', '00:00 12']);
});
