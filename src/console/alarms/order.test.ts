import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alarmStates } from '../../core/alarm/alarm.ts';
import { priorities } from '../../core/priority.ts';
import { needsAcknowledgement, orderAlarms, stepAlarm, topAlarm } from './order.ts';

type Row = Parameters<typeof topAlarm>[0][number];
const row = (id: string, priority: Row['priority'], state: Row['state'], raisedAtMs = 0): Row => ({
  id,
  priority,
  state,
  raisedAtMs,
});

test('what nobody has taken notice of comes first, then the gravest, then the newest', () => {
  const ordered = orderAlarms([
    row('taken', 'high', 'acknowledged', 9),
    row('low', 'low', 'unacknowledged', 8),
    row('older', 'high', 'unacknowledged', 1),
    row('newer', 'high', 'unacknowledged', 2),
    row('over', 'high', 'returned-unacknowledged', 7),
    row('closed', 'high', 'normal', 10),
    row('shelved', 'high', 'shelved', 11),
    row('blind', 'high', 'suppressed', 12),
  ]);
  assert.deepEqual(
    ordered.map(({ id }) => id),
    ['newer', 'older', 'over', 'low', 'taken'],
  );
  assert.equal(topAlarm(ordered)?.id, 'newer');
});

test('a queue of acknowledged alarms has no top: nothing asks for an answer', () => {
  assert.equal(topAlarm([row('taken', 'high', 'acknowledged')]), null);
  assert.equal(topAlarm([]), null);
});

test('what stands first stays there until it is noticed, over, or something graver comes', () => {
  const held = row('held', 'medium', 'unacknowledged', 1);
  const first = (...more: Row[]) => orderAlarms([...more, held], 'held')[0]!.id;
  assert.equal(first(row('newer', 'medium', 'unacknowledged', 2)), 'held');
  assert.equal(first(row('graver', 'high', 'unacknowledged', 2)), 'graver');
  assert.equal(orderAlarms([row('newer', 'medium', 'unacknowledged', 2), held])[0]!.id, 'newer');
  for (const state of ['acknowledged', 'returned-unacknowledged'] as const)
    assert.equal(
      orderAlarms([row('other', 'medium', 'unacknowledged', 0), { ...held, state }], 'held')[0]!.id,
      'other',
    );
});

test('the keys stop at the ends of the queue', () => {
  const queue = [row('a', 'high', 'unacknowledged'), row('b', 'low', 'unacknowledged')];
  assert.equal(stepAlarm(queue, null, 1)?.id, 'a');
  assert.equal(stepAlarm(queue, 'a', -1)?.id, 'a');
  assert.equal(stepAlarm(queue, 'a', 1)?.id, 'b');
  assert.equal(stepAlarm(queue, 'b', 1)?.id, 'b');
  assert.equal(stepAlarm(queue, 'gone', 1)?.id, 'a');
  assert.equal(stepAlarm([], 'a', 1), null);
});

test('from an acknowledged alarm the next is what still waits', () => {
  const queue = [
    row('a', 'high', 'unacknowledged'),
    row('b', 'high', 'acknowledged'),
    row('c', 'low', 'acknowledged'),
  ];
  assert.equal(stepAlarm(queue, 'b', 1)?.id, 'a');
  assert.equal(stepAlarm(queue.slice(1), 'b', 1)?.id, 'c');
  assert.equal(stepAlarm(queue, 'c', -1)?.id, 'b');
});

test('the order is the same however the alarms came in', () => {
  const anyRow = fc.record({
    id: fc.uuid(),
    priority: fc.constantFrom(...priorities),
    state: fc.constantFrom(...alarmStates),
    raisedAtMs: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(anyRow, { selector: ({ id }) => id, maxLength: 12 }), (rows) => {
      const ordered = orderAlarms(rows);
      assert.deepEqual(orderAlarms([...rows].reverse()), ordered);
      const firstTaken = ordered.findIndex((alarm) => !needsAcknowledgement(alarm));
      if (firstTaken !== -1)
        assert.ok(ordered.slice(firstTaken).every((alarm) => !needsAcknowledgement(alarm)));
    }),
  );
});
