import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietUntil } from './quiet-hours.ts';

const night = { from: '22:00', to: '06:00', doesHighBreak: true };
const zone = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);
const until = (text: string, hours = night) => {
  const end = quietUntil(hours, at(text), zone);
  return end === null ? null : new Date(end).toISOString();
};

test('quiet hours go over midnight by the clocks of the site', () => {
  assert.equal(until('2026-01-10T20:59:59Z'), null);
  assert.equal(until('2026-01-10T21:00:00Z'), '2026-01-11T05:00:00.000Z');
  assert.equal(until('2026-01-11T04:59:30Z'), '2026-01-11T05:00:00.000Z');
  assert.equal(until('2026-01-11T05:00:00Z'), null);
});

test('quiet hours within a day hold on that day', () => {
  const noon = { from: '12:00', to: '13:00', doesHighBreak: false };
  assert.equal(until('2026-07-10T10:15:00Z', noon), '2026-07-10T11:00:00.000Z');
  assert.equal(until('2026-07-10T11:00:00Z', noon), null);
});

test('in the night the clocks are changed they end when the wall says so', () => {
  assert.equal(until('2026-03-28T22:00:00Z'), '2026-03-29T04:00:00.000Z');
  assert.equal(until('2026-10-24T21:00:00Z'), '2026-10-25T05:00:00.000Z');
  // 02:30 does not exist in that night.
  const gap = { from: '01:00', to: '02:30', doesHighBreak: false };
  assert.equal(until('2026-03-29T00:30:00Z', gap), '2026-03-29T01:00:00.000Z');
});
