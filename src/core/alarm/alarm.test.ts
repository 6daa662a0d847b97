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

test('a site’s own review of a kind outranks what is shipped, but never lowers a crowd that breaks down', () => {
  const review = { timeToRespondMs: 60_000, cause: null, consequence: null, response: null };
  const own = { ...review, reviewedBy: 'ada', reviewedAtMs: 1, version: 1 };
  const site = [{ ...own, kind: 'crowding', priority: 'low' }] as const;
  assert.equal(priorityOf({ kind: 'crowding', levelOfService: 'D' }, site), 'low');
  assert.equal(priorityOf({ kind: 'crowding', levelOfService: 'F' }, site), 'high');
  assert.equal(priorityOf({ kind: 'intrusion', levelOfService: null }, site), 'high');
});
