import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Alarm,
  type AlarmEvent,
  type AlarmState,
  advance,
  alarmEventTypes,
  alarmStates,
  isOpen,
  priorityOf,
  raise,
} from './alarm.ts';
import { rationalisations } from './rationalisation.ts';
import type { Situation } from './situation/situation.ts';

const situation: Situation = {
  id: 's1',
  cameraId: 'cam-1',
  kind: 'wrong-way',
  zoneId: 'lane-1',
  sinceMs: 900,
  detectedAtMs: 990,
  endedMs: null,
  certainty: 0.9,
  levelOfService: null,
  because: [],
};

const events: Record<(typeof alarmEventTypes)[number], AlarmEvent> = {
  acknowledged: { type: 'acknowledged', by: 'olga' },
  returned: { type: 'returned' },
  're-raised': { type: 're-raised', situationId: 's2' },
};

/** The way to each state from a fresh alarm. */
const ways: Record<AlarmState, AlarmEvent[]> = {
  unacknowledged: [],
  acknowledged: [events.acknowledged],
  'returned-unacknowledged': [events.returned],
  normal: [events.acknowledged, events.returned],
};

function alarmIn(state: AlarmState): Alarm {
  let alarm = raise(situation, { id: 'a1', nowMs: 1_000 });
  for (const event of ways[state]) alarm = expectOk(advance(alarm, event, 2_000));
  assert.equal(alarm.state, state);
  return alarm;
}

function expectOk(result: ReturnType<typeof advance>): Alarm {
  assert.ok(result.ok);
  return result.alarm;
}

test('every state answers every event as the table says', () => {
  const table: Record<AlarmState, Record<(typeof alarmEventTypes)[number], string>> = {
    unacknowledged: {
      acknowledged: 'acknowledged',
      returned: 'returned-unacknowledged',
      're-raised': 'refused: already-raised',
    },
    acknowledged: {
      acknowledged: 'refused: already-acknowledged',
      returned: 'normal',
      're-raised': 'refused: already-raised',
    },
    'returned-unacknowledged': {
      acknowledged: 'normal',
      returned: 'refused: already-returned',
      're-raised': 'unacknowledged',
    },
    normal: {
      acknowledged: 'refused: already-acknowledged',
      returned: 'refused: already-returned',
      're-raised': 'unacknowledged',
    },
  };
  for (const state of alarmStates) {
    for (const type of alarmEventTypes) {
      const before = alarmIn(state);
      const result = advance(before, events[type], 3_000);
      assert.equal(
        result.ok ? result.alarm.state : `refused: ${result.reason}`,
        table[state][type],
        `${state} x ${type}`,
      );
      if (result.ok) assert.equal(result.alarm.version, before.version + 1);
    }
  }
});

test('an acknowledgement keeps who and when', () => {
  const alarm = expectOk(advance(alarmIn('unacknowledged'), events.acknowledged, 5_000));
  assert.equal(alarm.acknowledgedBy, 'olga');
  assert.equal(alarm.acknowledgedAtMs, 5_000);
  assert.equal(alarm.returnedAtMs, null);
});

test('nobody acknowledges without a name', () => {
  assert.deepEqual(advance(alarmIn('unacknowledged'), { type: 'acknowledged', by: ' ' }, 1), {
    ok: false,
    reason: 'nobody-named',
  });
});

test('an alarm raised again forgets the old acknowledgement and names the new situation', () => {
  const alarm = expectOk(advance(alarmIn('normal'), events['re-raised'], 9_000));
  assert.deepEqual(
    [alarm.situationId, alarm.acknowledgedBy, alarm.acknowledgedAtMs, alarm.returnedAtMs],
    ['s2', null, null, null],
  );
});

test('whatever happens in whatever order, state and times agree', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...alarmEventTypes), { maxLength: 12 }), (types) => {
      let alarm = raise(situation, { id: 'a1', nowMs: 0 });
      for (const [i, type] of types.entries()) {
        const result = advance(alarm, events[type], i + 1);
        if (result.ok) alarm = result.alarm;
        const isNoticed = alarm.acknowledgedAtMs !== null;
        const isOver = alarm.returnedAtMs !== null;
        assert.equal(alarm.state === 'normal', isNoticed && isOver);
        assert.equal(alarm.state === 'acknowledged', isNoticed && !isOver);
        assert.equal(isOpen(alarm), !(isNoticed && isOver));
        assert.equal(alarm.acknowledgedBy !== null, isNoticed);
      }
    }),
  );
});

test('crowding that has broken down is of high priority', () => {
  assert.equal(priorityOf({ kind: 'crowding', levelOfService: 'E' }), 'medium');
  assert.equal(priorityOf({ kind: 'crowding', levelOfService: 'F' }), 'high');
});

test('every kind of situation says why it may alarm', () => {
  assert.equal(rationalisations.length, 25);
  for (const r of rationalisations) {
    assert.ok(r.cause && r.consequence && r.response && r.timeToRespondMs > 0, r.kind);
    if (r.priority === 'high') assert.ok(r.timeToRespondMs <= 3 * 60_000, r.kind);
  }
});
