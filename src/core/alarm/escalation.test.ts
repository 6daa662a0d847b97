import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alarmStates } from './alarm.ts';
import { dueEscalations } from './escalation.ts';

const minuteMs = 60_000;
const rules = [
  { id: 'second', afterMinutes: 10 },
  { id: 'first', afterMinutes: 3 },
];
const ids = (due: readonly { id: string }[]) => due.map(({ id }) => id);
const alarm = { state: 'unacknowledged', unnoticedSinceMs: 1_000, escalations: [] } as const;
const told = (ruleId: string) => ({ ruleId, ruleName: ruleId, atMs: 0, to: [] });

test('each rule hands it on once, when its time has passed, the shortest first', () => {
  const at = (ms: number, more = {}) => ids(dueEscalations({ ...alarm, ...more }, rules, 1_000 + ms));
  assert.deepEqual(at(3 * minuteMs - 1), []);
  assert.deepEqual(at(3 * minuteMs), ['first']);
  assert.deepEqual(at(10 * minuteMs, { escalations: [told('first')] }), ['second']);
  // A centre that was away makes up for both.
  assert.deepEqual(at(60 * minuteMs), ['first', 'second']);
  assert.deepEqual(at(60 * minuteMs, { escalations: [told('second'), told('first')] }), []);
});

test('what somebody has noticed, what is set aside, and what is over and does not latch is not handed on', () => {
  const handedOn = alarmStates.filter(
    (state) => dueEscalations({ ...alarm, state }, rules, 3_600_000).length > 0,
  );
  assert.deepEqual(handedOn, ['unacknowledged', 'latched-unacknowledged']);
});

test('however often it is looked, nobody is told twice by one rule', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20 * minuteMs), { maxLength: 40 }), (looks) => {
      let escalations: ReturnType<typeof told>[] = [];
      for (const ms of looks.toSorted((a, b) => a - b))
        escalations = [
          ...escalations,
          ...dueEscalations({ ...alarm, escalations }, rules, 1_000 + ms).map(({ id }) => told(id)),
        ];
      const last = Math.max(0, ...looks);
      const expected = rules.filter(({ afterMinutes }) => afterMinutes * minuteMs <= last).length;
      assert.equal(escalations.length, expected);
      assert.equal(new Set(escalations.map(({ ruleId }) => ruleId)).size, expected);
    }),
  );
});
