import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAround, dayBeside, hourMs, instantOf, ticksIn, wallMs } from './zone-time.ts';

const berlin = 'Europe/Berlin';
const hours = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => (toMs - fromMs) / hourMs;
const hourOf = (atMs: number, zone: string) => Math.floor((wallMs(atMs, zone) / hourMs) % 24);

test('a day is 24 hours, but 23 when the clocks go forward and 25 when they go back', () => {
  assert.equal(hours(dayAround(Date.UTC(2026, 5, 1, 12), berlin)), 24);
  assert.equal(hours(dayAround(Date.UTC(2026, 2, 29, 12), berlin)), 23);
  assert.equal(hours(dayAround(Date.UTC(2026, 9, 25, 12), berlin)), 25);
  assert.equal(hours(dayAround(Date.UTC(2026, 9, 25, 12), 'Europe/Moscow')), 24);
});

test('a day begins at local midnight, on both sides of it', () => {
  const midnight = Date.UTC(2026, 5, 1, 22);
  assert.equal(dayAround(midnight, berlin).fromMs, midnight);
  assert.equal(dayAround(midnight - 1, berlin).toMs, midnight);
});

test('where the clocks skip midnight, the day begins at one', () => {
  // Cairo, 24 April 2026: 00:00 becomes 01:00.
  const day = dayAround(Date.UTC(2026, 3, 24, 12), 'Africa/Cairo');
  assert.equal(hours(day), 23);
  assert.equal(hourOf(day.fromMs, 'Africa/Cairo'), 1);
});

test('the day before and the day after meet, whatever the clocks do', () => {
  const zones = [berlin, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Cairo', 'UTC'];
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
      fc.constantFrom(...zones),
      (atMs, zone) => {
        const day = dayAround(atMs, zone);
        assert.ok(day.fromMs <= atMs && atMs < day.toMs);
        assert.equal(dayBeside(day, 1, zone).fromMs, day.toMs);
        assert.equal(dayBeside(day, -1, zone).toMs, day.fromMs);
        assert.ok(hours(day) >= 23 && hours(day) <= 25);
      },
    ),
    { numRuns: 60 },
  );
});

test('the axis of a day of 25 hours has two o’clock twice, that of 23 has none', () => {
  const ticks = (month: number, date: number) =>
    ticksIn(dayAround(Date.UTC(2026, month, date, 12), berlin), { timeZone: berlin, most: 30 }).atMs.map(
      (atMs) => hourOf(atMs, berlin),
    );
  assert.equal(ticks(9, 25).filter((hour) => hour === 2).length, 2);
  assert.equal(ticks(2, 29).filter((hour) => hour === 2).length, 0);
  assert.equal(ticks(5, 1).length, 25);
});

test('ticks stand at round local times, also in zones of a quarter hour, and are never too many', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2030, 0) }),
      fc.integer({ min: 60_000, max: 31 * 24 * hourMs }),
      fc.constantFrom(berlin, 'Asia/Kathmandu', 'America/St_Johns'),
      (fromMs, lengthMs, timeZone) => {
        const { stepMs, atMs } = ticksIn({ fromMs, toMs: fromMs + lengthMs }, { timeZone, most: 12 });
        assert.ok(atMs.length <= 14, `${atMs.length}`);
        for (const at of atMs) assert.equal(wallMs(at, timeZone) % Math.min(stepMs, hourMs), 0);
      },
    ),
    { numRuns: 60 },
  );
});

test('a typed local time is an instant; one that the clocks skip is none', () => {
  assert.equal(instantOf('2026-06-01T12:00:00', berlin), Date.UTC(2026, 5, 1, 10));
  assert.equal(instantOf('2026-10-25T02:30:00', berlin), Date.UTC(2026, 9, 25, 0, 30));
  assert.equal(instantOf('2026-03-29T02:30:00', berlin), null);
  assert.equal(instantOf('yesterday', berlin), null);
});
