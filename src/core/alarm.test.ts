import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alarmStates, asksForNotice, isAside, isOpen, priorityOf } from './alarm.ts';
import { rationalisations } from './rationalisation.ts';

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

test('what is set aside is open and asks nobody', () => {
  const aside = alarmStates.filter((state) => isAside({ state }));
  assert.deepEqual(aside, ['shelved', 'suppressed', 'out-of-service']);
  for (const state of aside) assert.ok(isOpen({ state }) && !asksForNotice({ state }));
});
