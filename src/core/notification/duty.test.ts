import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Audience, type Duty, route } from './duty.ts';

const north = [
  { latitude: 56, longitude: 37 },
  { latitude: 56, longitude: 38 },
  { latitude: 57, longitude: 37.5 },
];
const inNorth = { latitude: 56.2, longitude: 37.5 };
const inSouth = { latitude: 55, longitude: 37.5 };
const timeZone = 'Europe/Moscow';
/** 13:00 and 01:00 on the wall. */
const byDay = Date.parse('2026-06-01T10:00:00Z');
const byNight = Date.parse('2026-06-01T22:00:00Z');
const day = { from: '08:00', to: '20:00' };
const night = { from: '20:00', to: '08:00' };

const duty = (recipientId: string, more: Partial<Duty> = {}): Duty => ({
  recipientId,
  role: 'operator',
  isPresent: true,
  area: [],
  shift: null,
  ...more,
});
const all: Audience = { recipientIds: [], roles: ['operator', 'administrator'], isDutyOnly: true };
const routed = (duties: readonly Duty[], atMs = byDay, place: typeof inNorth | null = inNorth, to = all) => {
  const { recipientIds, relaxed } = route(to, duties, { place, atMs, timeZone });
  return [recipientIds.join(), relaxed];
};

test('who is responsible for the area, on shift and present is told, and nobody else', () => {
  const duties = [
    duty('north by day', { area: north, shift: day }),
    duty('north by night', { area: north, shift: night }),
    duty('everywhere, away', { isPresent: false }),
    duty('a viewer', { role: 'viewer' }),
  ];
  assert.deepEqual(routed(duties), ['north by day', null]);
  assert.deepEqual(routed(duties, byNight), ['north by night', null]);
});

test('a gap in the plan never means that nobody is told, and it is said what was passed over', () => {
  const away = [
    duty('on shift', { area: north, shift: day, isPresent: false }),
    duty('off shift', { area: north, shift: night, isPresent: false }),
  ];
  assert.deepEqual(routed(away), ['on shift', 'presence']);
  assert.deepEqual(routed([away[1]!]), ['off shift', 'shift']);
  assert.deepEqual(routed(away, byDay, inSouth), ['on shift,off shift', 'area']);
  assert.deepEqual(routed(away, byDay, null), ['on shift,off shift', 'area']);
});

test('a desk is told by area and shift, and is no reason to tell no person', () => {
  const desk = duty('desk', { role: null, isPresent: null, area: north });
  const meant = { ...all, recipientIds: ['desk'] };
  const person = duty('person', { isPresent: false });
  assert.deepEqual(routed([desk, person], byDay, inNorth, meant), ['person,desk', 'presence']);
  assert.deepEqual(routed([desk], byDay, inNorth, meant), ['desk', null]);
  assert.deepEqual(routed([desk], byDay, inSouth, meant), ['desk', 'area']);
});

test('a rule that asks for no duty means everybody it names, and nobody it does not', () => {
  const duties = [duty('a', { area: north, isPresent: false }), duty('b'), duty('c', { role: 'viewer' })];
  const named = { recipientIds: ['c', 'gone'], roles: [], isDutyOnly: false };
  assert.deepEqual(routed(duties, byDay, inSouth, named), ['c', null]);
  assert.deepEqual(routed(duties, byDay, inSouth, { ...all, isDutyOnly: false }), ['a,b', null]);
});

test('whoever is meant, somebody is told; and only of those who are meant, each once', () => {
  const some: fc.Arbitrary<Partial<Duty>> = fc.record({
    role: fc.constantFrom('operator' as const, 'viewer' as const, null),
    isPresent: fc.constantFrom(true, false, null),
    area: fc.constantFrom([], north),
    shift: fc.constantFrom(null, day, night),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 6 }), fc.boolean(), (list, isDutyOnly) => {
      const duties = list.map((more, i) => duty(`${i}`, more));
      const audience: Audience = { recipientIds: ['0'], roles: ['operator'], isDutyOnly };
      const { recipientIds } = route(audience, duties, { place: inNorth, atMs: byDay, timeZone });
      const meant = duties.filter(({ recipientId, role }) => recipientId === '0' || role === 'operator');
      assert.equal(recipientIds.length > 0, meant.length > 0);
      assert.equal(new Set(recipientIds).size, recipientIds.length);
      for (const id of recipientIds) assert.ok(meant.some(({ recipientId }) => recipientId === id));
    }),
  );
});
