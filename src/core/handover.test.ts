import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Handover, handoverFacts, handoverStates, mostHandedOver, takeOver } from './handover.ts';
import { openIncident } from './incident/open-incident.ts';
import { shippedProcedure } from './incident/shipped/index.ts';

const { incident } = openIncident(
  {
    origin: 'person',
    kind: 'fire',
    title: null,
    place: 'Hall B',
    position: null,
    priority: 'high',
    beganAtMs: 0,
    alarms: [],
    cameraIds: [],
    words: '',
  },
  shippedProcedure('fire'),
  { id: 'i1', by: 'olga', nowMs: 0 },
);
const alarm = (id: string, state: string) =>
  ({
    ...{ id, state, raisedAtMs: 1, cameraName: 'Gate', zoneName: null },
    ...({ kind: 'queue', priority: 'low' } as const),
  }) satisfies Parameters<typeof handoverFacts>[0]['alarms'][number];
const facts = handoverFacts({
  incidents: [incident, { ...incident, id: 'i2', state: 'closed' }],
  alarms: [
    alarm('a1', 'unacknowledged'),
    alarm('a2', 'acknowledged'),
    alarm('a3', 'returned-unacknowledged'),
    alarm('a4', 'shelved'),
    alarm('a5', 'latched-unacknowledged'),
    alarm('a6', 'latched'),
    alarm('a7', 'out-of-service'),
    alarm('a8', 'suppressed'),
  ],
  cameras: [
    { id: 'gate', name: 'Gate', state: 'live' },
    { id: 'roof', name: 'Roof', state: 'disabled' },
    { id: 'hall', name: 'Hall', state: 'lost' },
  ],
  nowMs: 130_000,
});

test('a handover lists what is open, unacknowledged, shelved and not measuring, and nothing else', () => {
  assert.deepEqual(
    facts.incidents.map(({ id, requiredOpen, overdue }) => [id, requiredOpen, overdue]),
    [['i1', 4, 2]],
  );
  assert.deepEqual(
    facts.unacknowledged.map(({ id }) => id),
    ['a1', 'a3', 'a5'],
  );
  assert.deepEqual(
    facts.shelved.map(({ id }) => id),
    ['a4'],
  );
  assert.deepEqual(facts.notMeasuring, [
    { id: 'hall', name: 'Hall', state: 'lost' },
    { id: 'roof', name: 'Roof', state: 'disabled' },
  ]);
});

test('a flood is cut in the list and counted whole', () => {
  const alarms = Array.from({ length: 500 }, (_, i) => alarm(`a${i}`, 'unacknowledged'));
  const flood = handoverFacts({ incidents: [], alarms, cameras: [], nowMs: 0 });
  assert.deepEqual([flood.unacknowledged.length, flood.unacknowledgedCount], [mostHandedOver, 500]);
});

test('only a waiting handover is taken over, and only by somebody else than its writer', () => {
  const handover = (state: Handover['state']): Handover => ({
    ...{ id: 'h1', state, madeAtMs: 1, madeBy: 'olga', text: '', facts, takenAtMs: null, takenBy: null },
  });
  const results = handoverStates.flatMap((state) =>
    ['olga', 'ivan'].map((by) => {
      const result = takeOver(handover(state), { by, nowMs: 5 });
      return `${state} by ${by}: ${result.ok ? `${result.handover.state} ${result.handover.takenBy}` : result.reason}`;
    }),
  );
  assert.deepEqual(results, [
    'waiting by olga: own-handover',
    'waiting by ivan: taken ivan',
    'taken by olga: not-waiting',
    'taken by ivan: not-waiting',
    'replaced by olga: not-waiting',
    'replaced by ivan: not-waiting',
  ]);
});
