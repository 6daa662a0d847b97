import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithin } from '../area.ts';
import { advanceUnit, type UnitEvent, type UnitRefusal, unitActions } from './advance-unit.ts';
import { suggestUnits } from './nearest.ts';
import { roadGraphOf, roadMetres } from './road-graph.ts';
import { type RunCard, runCardFor } from './run-card.ts';
import { type Unit, type UnitState, unitStates } from './unit.ts';

const assignment = { incidentId: 'i', assignedAtMs: 1, assignedBy: 'ada', acknowledgedAtMs: null };
const unit = (state: UnitState, more: Partial<Unit> = {}): Unit => ({
  id: state,
  name: state,
  kind: 'patrol',
  state,
  assignment: ['assigned', 'en-route', 'on-scene'].includes(state)
    ? { ...assignment, acknowledgedAtMs: state === 'assigned' ? null : 2 }
    : null,
  checkIn: null,
  position: null,
  stateSinceMs: 1,
  changedBy: 'ada',
  version: 3,
  ...more,
});
const at = { by: 'bob', nowMs: 10_000 };

const types = ['assigned', ...unitActions.slice(0, -1)] as const;
const table: { readonly [S in UnitState]: readonly (UnitState | UnitRefusal)[] } = {
  free: [
    'assigned',
    'not-assigned',
    'not-assigned',
    'not-assigned',
    'not-assigned',
    'so-already',
    'busy',
    'off',
  ],
  assigned: [
    'not-free',
    'assigned',
    'en-route',
    'on-scene',
    'free',
    'assignment-first',
    'assignment-first',
    'assignment-first',
  ],
  'en-route': [
    'not-free',
    'acknowledged-already',
    'so-already',
    'on-scene',
    'free',
    'assignment-first',
    'assignment-first',
    'assignment-first',
  ],
  'on-scene': [
    'not-free',
    'acknowledged-already',
    'on-scene-already',
    'on-scene-already',
    'free',
    'assignment-first',
    'assignment-first',
    'assignment-first',
  ],
  busy: [
    'not-free',
    'not-assigned',
    'not-assigned',
    'not-assigned',
    'not-assigned',
    'free',
    'so-already',
    'off',
  ],
  off: [
    'not-free',
    'not-assigned',
    'not-assigned',
    'not-assigned',
    'not-assigned',
    'free',
    'not-free',
    'so-already',
  ],
};
for (const state of unitStates)
  for (const [i, type] of types.entries())
    test(`${type} of a unit that is ${state}: ${table[state][i]}`, () => {
      const event: UnitEvent = type === 'assigned' ? { type, incidentId: 'j', checkInMs: null } : { type };
      const next = advanceUnit(unit(state), event, at);
      assert.equal(next.ok ? next.unit.state : next.reason, table[state][i]);
      if (!next.ok) return;
      assert.equal(next.unit.version, 4);
      assert.equal(next.unit.changedBy, 'bob');
      assert.equal(next.unit.stateSinceMs, next.unit.state === state ? 1 : 10_000);
      const isOut = ['assigned', 'en-route', 'on-scene'].includes(next.unit.state);
      assert.equal(next.unit.assignment !== null, isOut, 'who is out has an assignment, and nobody else');
    });

test('a check-in that nothing was heard by is missed once, and heals with the next word', () => {
  const out = advanceUnit(unit('free'), { type: 'assigned', incidentId: 'j', checkInMs: 60_000 }, at);
  assert.ok(out.ok);
  assert.deepEqual(out.unit.checkIn, { everyMs: 60_000, dueAtMs: 70_000, missedAtMs: null });
  const missed = { type: 'check-in-missed' } as const;
  assert.deepEqual(advanceUnit(out.unit, missed, { ...at, nowMs: 69_999 }), { ok: false, reason: 'not-due' });
  const silent = advanceUnit(out.unit, missed, { by: 'system', nowMs: 70_000 });
  assert.ok(silent.ok);
  assert.equal(silent.unit.checkIn?.missedAtMs, 70_000);
  assert.deepEqual(advanceUnit(silent.unit, missed, { by: 'system', nowMs: 80_000 }), {
    ok: false,
    reason: 'not-due',
  });
  const heard = advanceUnit(silent.unit, { type: 'checked-in' }, { by: 'bob', nowMs: 90_000 });
  assert.ok(heard.ok);
  assert.deepEqual(heard.unit.checkIn, { everyMs: 60_000, dueAtMs: 150_000, missedAtMs: null });
  const arrived = advanceUnit(silent.unit, { type: 'arrived' }, { by: 'bob', nowMs: 91_000 });
  assert.ok(arrived.ok);
  assert.equal(arrived.unit.checkIn?.dueAtMs, 151_000, 'arriving is a word too');
  const back = advanceUnit(arrived.unit, { type: 'cleared' }, { by: 'bob', nowMs: 92_000 });
  assert.ok(back.ok);
  assert.equal(back.unit.checkIn, null);
});

const square = [
  { latitude: 0, longitude: 0 },
  { latitude: 0, longitude: 1 },
  { latitude: 1, longitude: 1 },
  { latitude: 1, longitude: 0 },
];
const card = (id: string, more: Partial<RunCard>): RunCard => ({
  id,
  name: id,
  kinds: [],
  area: [],
  needs: [],
  checkInMinutes: null,
  ...more,
});

test('the most particular run card holds: its area before its kind before none', () => {
  const cards = [
    card('all', {}),
    card('fire', { kinds: ['fire'] }),
    card('here', { area: square }),
    card('fire here', { kinds: ['fire'], area: square }),
  ];
  const inside = { latitude: 0.5, longitude: 0.5 };
  const of = (kind: 'fire' | 'medical', position: typeof inside | null) =>
    runCardFor(cards, { kind, position })?.id;
  assert.equal(of('fire', inside), 'fire here');
  assert.equal(of('medical', inside), 'here');
  assert.equal(of('fire', null), 'fire');
  assert.equal(of('medical', { latitude: 2, longitude: 0.5 }), 'all');
  assert.equal(runCardFor([], { kind: 'fire', position: null }), null);
  assert.ok(!isWithin({ latitude: -0.1, longitude: 0.5 }, square));
});

/** Two streets that do not meet but over a bridge far off: 0.01 degrees of latitude are 1,112 m. */
const here = { latitude: 50, longitude: 10 };
const overTheRiver = { latitude: 50.001, longitude: 10 };
const upstream = { latitude: 50.004, longitude: 10.02 };
const roads = roadGraphOf([
  [here, { latitude: 50, longitude: 10.02 }],
  [
    { latitude: 50, longitude: 10.02 },
    { latitude: 50.001, longitude: 10.02 },
  ],
  [{ latitude: 50.001, longitude: 10.02 }, overTheRiver],
  [{ latitude: 50.001, longitude: 10.02 }, upstream],
]);

test('by road it is as far as the bridge makes it', () => {
  const [over, up, nowhere] = roadMetres(roads, here, [
    overTheRiver,
    upstream,
    { latitude: 51, longitude: 10 },
  ]);
  // 2 x 0.02 degrees of longitude at 50 degrees of latitude, and 0.001 of latitude: 2 x 1,429.6 + 111.2 m.
  assert.ok(Math.abs(over! - 2_970) < 3, `${over}`);
  assert.ok(Math.abs(up! - 1_874) < 3, `${up}`);
  assert.equal(nowhere, null);
});

test('the nearest free unit comes first, by road where one is known, and what was heard of long ago comes after', () => {
  const position = (where: typeof here, atMs = 0) => ({ ...where, atMs, source: 'phone' as const });
  const units = [
    unit('free', { id: 'over', name: 'over', position: position(overTheRiver) }),
    unit('free', { id: 'up', name: 'up', position: position(upstream) }),
    unit('free', { id: 'old', name: 'old', position: position(here, -1_000_000) }),
    unit('free', { id: 'unknown', name: 'unknown', kind: 'ambulance' }),
    unit('busy', { id: 'busy', position: position(here) }),
  ];
  const needs = [
    { kind: 'patrol', count: 1 },
    { kind: 'ambulance', count: 1 },
  ] as const;
  const how = { card: card('c', { needs }), nowMs: 0 };
  const byRoad = suggestUnits(units, { position: here }, { ...how, roads });
  assert.deepEqual(
    byRoad.map(({ unitId, by, isStale, isAskedFor }) => [unitId, by, isStale, isAskedFor]),
    [
      ['up', 'road', false, true],
      ['over', 'road', false, false],
      ['old', 'road', true, false],
      ['unknown', null, false, true],
    ],
  );
  const straight = suggestUnits(units, { position: here }, { ...how, roads: null });
  assert.deepEqual(
    straight.slice(0, 2).map(({ unitId, by }) => [unitId, by]),
    [
      ['over', 'straight-line'],
      ['up', 'straight-line'],
    ],
  );
  assert.equal(suggestUnits(units, { position: null }, { ...how, roads })[0]!.distanceM, null);
});
