import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Situation } from '../situation/situation.ts';
import { type Alarm, alarmStates, asksForNotice, awaitsReset, isAside, isOpen, raise } from './alarm.ts';
import { type Advance, type AlarmEvent, advance } from './alarm-life.ts';
import { type Aside, type AsideKind, asideKinds } from './set-aside.ts';

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

const aside = (as: AsideKind): Aside => ({ as, by: 'olga', reason: 'works', sinceMs: 1, untilMs: 9_000 });

const events = {
  acknowledged: { type: 'acknowledged', by: 'olga' },
  returned: { type: 'returned' },
  're-raised': { type: 're-raised', situationId: 's2' },
  reset: { type: 'reset', by: 'olga' },
  shelved: { type: 'set-aside', aside: aside('shelved') },
  suppressed: { type: 'set-aside', aside: aside('suppressed') },
  'taken-out': { type: 'set-aside', aside: aside('out-of-service') },
  unshelved: { type: 'brought-back', from: 'shelved' },
  unsuppressed: { type: 'brought-back', from: 'suppressed' },
  'put-back': { type: 'brought-back', from: 'out-of-service' },
  escalated: {
    type: 'escalated',
    escalation: { ruleId: 'r1', ruleName: 'five minutes', atMs: 3_000, to: ['Duty manager'] },
  },
} as const satisfies { readonly [name: string]: AlarmEvent };
type EventName = keyof typeof events;
const eventNames = Object.keys(events) as EventName[];

/** A state and whether its condition is over: twelve places an alarm can be in. */
const ways = {
  unacknowledged: [],
  acknowledged: ['acknowledged'],
  'returned-unacknowledged': ['returned'],
  'latched-unacknowledged': ['returned'],
  latched: ['acknowledged', 'returned'],
  'shelved, holding': ['shelved'],
  'shelved, over': ['shelved', 'returned'],
  'suppressed, holding': ['suppressed'],
  'suppressed, over': ['suppressed', 'returned'],
  'out-of-service, holding': ['taken-out'],
  'out-of-service, over': ['taken-out', 'returned'],
  normal: ['acknowledged', 'returned'],
} as const satisfies { readonly [place: string]: readonly EventName[] };
type Place = keyof typeof ways;

/** `-`: refused. Where a latching alarm goes elsewhere, its own way stands after `; `. */
const table: { readonly [P in Place]: { readonly [E in EventName]?: string } } = {
  unacknowledged: {
    acknowledged: 'acknowledged',
    returned: 'returned-unacknowledged; latched-unacknowledged',
    shelved: 'shelved, holding',
    suppressed: 'suppressed, holding',
    'taken-out': 'out-of-service, holding',
    escalated: 'unacknowledged',
  },
  acknowledged: {
    returned: 'normal; latched',
    shelved: 'shelved, holding',
    suppressed: 'suppressed, holding',
    'taken-out': 'out-of-service, holding',
  },
  'returned-unacknowledged': {
    acknowledged: 'normal',
    're-raised': 'unacknowledged',
    shelved: 'shelved, over',
    suppressed: 'suppressed, over',
    'taken-out': 'out-of-service, over',
  },
  'latched-unacknowledged': {
    acknowledged: 'latched',
    're-raised': 'unacknowledged',
    reset: 'returned-unacknowledged',
    escalated: 'latched-unacknowledged',
    shelved: 'shelved, over',
    suppressed: 'suppressed, over',
    'taken-out': 'out-of-service, over',
  },
  latched: {
    're-raised': 'unacknowledged',
    reset: 'normal',
    shelved: 'shelved, over',
    suppressed: 'suppressed, over',
    'taken-out': 'out-of-service, over',
  },
  'shelved, holding': {
    returned: 'shelved, over',
    'taken-out': 'out-of-service, holding',
    unshelved: 'unacknowledged',
  },
  'shelved, over': {
    're-raised': 'shelved, holding',
    'taken-out': 'out-of-service, over',
    unshelved: 'normal; latched-unacknowledged',
  },
  'suppressed, holding': {
    returned: 'suppressed, over',
    'taken-out': 'out-of-service, holding',
    unsuppressed: 'unacknowledged',
  },
  'suppressed, over': {
    're-raised': 'suppressed, holding',
    'taken-out': 'out-of-service, over',
    unsuppressed: 'normal; latched-unacknowledged',
  },
  'out-of-service, holding': { returned: 'out-of-service, over', 'put-back': 'unacknowledged' },
  'out-of-service, over': {
    're-raised': 'out-of-service, holding',
    'put-back': 'normal; latched-unacknowledged',
  },
  normal: { 're-raised': 'unacknowledged' },
};

const isOfLatching = (place: Place) => place.startsWith('latched');
const isOfPlain = (place: Place) => place === 'returned-unacknowledged' || place === 'normal';

function alarmAt(place: Place, isLatching: boolean): Alarm {
  let alarm = raise(situation, { id: 'a1', nowMs: 1_000, isLatching });
  for (const name of ways[place]) alarm = expectOk(advance(alarm, events[name], 2_000));
  assert.equal(placeOf(alarm), place);
  return alarm;
}

function placeOf(alarm: Alarm): string {
  return isAside(alarm) ? `${alarm.state}, ${alarm.returnedAtMs === null ? 'holding' : 'over'}` : alarm.state;
}

function expectOk(result: Advance): Alarm {
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return result.alarm;
}

test('every state answers every event as the table says, for alarms that latch and for others', () => {
  let pairs = 0;
  for (const isLatching of [false, true]) {
    for (const place of Object.keys(ways) as Place[]) {
      // A plain alarm never latches, and one that latches has another way to these two.
      if (isLatching ? isOfPlain(place) : isOfLatching(place)) continue;
      for (const name of eventNames) {
        pairs++;
        const before = alarmAt(place, isLatching);
        const result = advance(before, events[name], 3_000);
        const [plain, latching] = (table[place][name] ?? '-').split('; ');
        const expected = isLatching ? (latching ?? plain) : plain;
        assert.equal(result.ok ? placeOf(result.alarm) : '-', expected, `${place} x ${name}`);
        const step = name === 'escalated' ? 0 : 1;
        if (result.ok) assert.equal(result.alarm.version, before.version + step);
      }
    }
  }
  assert.equal(pairs, 220);
});

test('an alarm is marked as a nuisance in every state, once, and stays in it', () => {
  for (const isLatching of [false, true]) {
    for (const place of Object.keys(ways) as Place[]) {
      if (isLatching ? isOfPlain(place) : isOfLatching(place)) continue;
      const marked = expectOk(
        advance(alarmAt(place, isLatching), { type: 'marked-nuisance', by: 'olga' }, 1),
      );
      assert.deepEqual([placeOf(marked), marked.nuisanceBy], [place, 'olga']);
      assert.ok(!advance(marked, { type: 'marked-nuisance', by: 'ivan' }, 2).ok);
      const taken = expectOk(advance(marked, { type: 'marked-nuisance', by: null }, 3));
      assert.deepEqual([placeOf(taken), taken.nuisanceBy], [place, null]);
      assert.ok(!advance(taken, { type: 'marked-nuisance', by: null }, 4).ok);
    }
  }
});

test('a latched alarm that was reset before it was noticed still wants to be noticed, and then closes', () => {
  const reset = expectOk(advance(alarmAt('latched-unacknowledged', true), events.reset, 3_000));
  assert.equal(expectOk(advance(reset, events.acknowledged, 4_000)).state, 'normal');
});

test('an acknowledgement keeps who and when', () => {
  const alarm = expectOk(advance(alarmAt('unacknowledged', false), events.acknowledged, 5_000));
  assert.equal(alarm.acknowledgedBy, 'olga');
  assert.equal(alarm.acknowledgedAtMs, 5_000);
  assert.equal(alarm.returnedAtMs, null);
});

test('nobody acknowledges or resets without a name', () => {
  for (const type of ['acknowledged', 'reset'] as const) {
    const result = advance(alarmAt('latched-unacknowledged', true), { type, by: ' ' }, 1);
    assert.deepEqual(result, { ok: false, reason: 'nobody-named' });
  }
});

test('an alarm raised again forgets the old acknowledgement, names the new situation and counts', () => {
  const alarm = expectOk(advance(alarmAt('normal', false), events['re-raised'], 9_000));
  assert.deepEqual(
    [alarm.situationId, alarm.acknowledgedBy, alarm.acknowledgedAtMs, alarm.returnedAtMs, alarm.times],
    ['s2', null, null, null, 2],
  );
  assert.equal(alarm.askedAtMs, 9_000);
  assert.equal(alarm.raisedAtMs, 1_000);
});

test('a flickering alarm is unnoticed since its first time, and what it was handed on to stays with it', () => {
  const told = expectOk(advance(alarmAt('unacknowledged', false), events.escalated, 3_000));
  assert.deepEqual(told.escalations, [events.escalated.escalation]);
  assert.deepEqual(advance(told, events.escalated, 4_000), { ok: false, reason: 'already-escalated' });
  const over = expectOk(advance(told, events.returned, 5_000));
  const again = expectOk(advance(over, events['re-raised'], 6_000));
  assert.deepEqual([again.unnoticedSinceMs, again.askedAtMs], [1_000, 6_000]);
  assert.equal(again.escalations.length, 1);
  const seen = expectOk(advance(again, events.acknowledged, 7_000));
  assert.equal(seen.escalations.length, 1, 'who was told stays on record');
  const closed = expectOk(advance(seen, events.returned, 8_000));
  const anew = expectOk(advance(closed, events['re-raised'], 9_000));
  assert.deepEqual([anew.unnoticedSinceMs, anew.escalations], [9_000, []]);
});

test('what was noticed before it was shelved must be noticed anew when it comes back', () => {
  const shelved = expectOk(advance(alarmAt('acknowledged', false), events.shelved, 3_000));
  const back = expectOk(advance(shelved, events.unshelved, 8_000));
  assert.deepEqual([back.state, back.acknowledgedBy, back.askedAtMs], ['unacknowledged', null, 8_000]);
});

test('whatever happens in whatever order, state, times and cause agree', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.constantFrom(...eventNames), { maxLength: 20 }),
      (isLatching, names) => {
        let alarm = raise(situation, { id: 'a1', nowMs: 0, isLatching });
        let begun = 1;
        for (const [i, name] of names.entries()) {
          const result = advance(alarm, events[name], i + 1);
          if (!result.ok) continue;
          alarm = result.alarm;
          if (name === 're-raised') begun++;
          assert.equal(alarm.aside?.as ?? null, isAside(alarm) ? alarm.state : null);
          if (alarm.returnedAtMs === null) assert.ok(isOpen(alarm), 'what holds is never closed');
          if (alarm.state === 'unacknowledged') assert.equal(alarm.returnedAtMs, null);
          if (asksForNotice(alarm)) assert.equal(alarm.acknowledgedBy, null);
          if (awaitsReset(alarm)) assert.ok(isLatching);
          assert.equal(alarm.times, begun);
        }
        assert.ok(alarmStates.includes(alarm.state));
      },
    ),
  );
  assert.equal(asideKinds.length, 3);
});
