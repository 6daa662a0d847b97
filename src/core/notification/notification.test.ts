import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cause } from './cause.ts';
import {
  advance,
  attemptMs,
  backOffMs,
  countOf,
  draft,
  giveUpAfterMs,
  type Notification,
  type NotificationEvent,
  type NotificationState,
  notificationEventTypes,
  notificationStates,
} from './notification.ts';

const cause: Cause = {
  alarmId: 'a',
  kind: 'crowding',
  priority: 'medium',
  cameraId: 'square',
  cameraName: 'Square',
  zoneId: 'gate',
  place: 'Gate',
  atMs: 1_000,
};
const fresh = draft({ id: 'n', causes: [cause], nowMs: 1_000, dueAtMs: 1_000, isGathering: true });
const events: { readonly [T in NotificationEvent['type']]: NotificationEvent } = {
  claimed: { type: 'claimed' },
  accepted: { type: 'accepted', said: '250 OK' },
  failed: { type: 'failed', said: '451 later', chance: 0, waitMs: null },
  refused: { type: 'refused', said: '550 no such person' },
  'not-needed': { type: 'not-needed', why: 'acknowledged' },
  'asked-again': { type: 'asked-again' },
  gathered: { type: 'gathered', cause },
  repeated: { type: 'repeated' },
};
const inState = (state: NotificationState): Notification => ({
  ...fresh,
  state,
  endedAtMs: state === 'waiting' ? null : 5_000,
});

/** What each event does in each state; a dash: refused. */
const table: { readonly [S in NotificationState]: readonly (NotificationState | '-')[] } = {
  waiting: ['waiting', 'sent', 'waiting', 'failed', 'dropped', '-', 'waiting', 'waiting'],
  sent: ['-', '-', '-', '-', '-', '-', '-', 'sent'],
  failed: ['-', '-', '-', '-', '-', 'waiting', '-', 'failed'],
  dropped: ['-', '-', '-', '-', '-', 'waiting', '-', 'dropped'],
};
for (const state of notificationStates) {
  for (const [i, type] of notificationEventTypes.entries()) {
    const expected = table[state][i]!;
    test(`${type} of a message that is ${state}: ${expected === '-' ? 'refused' : expected}`, () => {
      const before = inState(state);
      const next = advance(before, events[type], 9_000);
      assert.equal(next.ok ? next.notification.state : '-', expected);
      if (next.ok && next.notification.state !== 'waiting' && type !== 'repeated')
        assert.equal(next.notification.endedAtMs, 9_000);
    });
  }
}

test('an attempt that its process did not survive is made again when it counts as lost', () => {
  const claimed = advance(fresh, events.claimed, 2_000);
  assert.ok(claimed.ok);
  assert.equal(claimed.notification.nextAtMs, 2_000 + attemptMs);
  assert.equal(claimed.notification.id, fresh.id);
});

test('once it was first sent it takes nothing more: every attempt says the same', () => {
  const claimed = advance(fresh, events.claimed, 2_000);
  assert.ok(claimed.ok);
  assert.deepEqual(advance(claimed.notification, events.gathered, 2_001), {
    ok: false,
    reason: 'not-gathering',
  });
});

test('500 causes are one message that counts them all and keeps the newest', () => {
  let one = fresh;
  for (let i = 0; i < 499; i++) {
    const next = advance(one, { type: 'gathered', cause: { ...cause, alarmId: `a${i}` } }, 2_000);
    assert.ok(next.ok);
    one = next.notification;
  }
  assert.equal(countOf(one), 500);
  assert.equal(one.causes.length, 20);
  assert.equal(one.causes.at(-1)!.alarmId, 'a498');
});

test('attempts come further apart up to a quarter of an hour, and never all at the same moment', () => {
  assert.deepEqual(
    [1, 2, 3].map((n) => backOffMs(n, 0)),
    [2_500, 5_000, 10_000],
  );
  assert.deepEqual(
    [1, 2, 3].map((n) => backOffMs(n, 1)),
    [5_000, 10_000, 20_000],
  );
  assert.equal(backOffMs(50, 1), 15 * 60_000);
});

test('a gateway that names a time is not asked before it', () => {
  const next = advance(fresh, { type: 'failed', said: '429', chance: 0, waitMs: 90_000 }, 2_000);
  assert.ok(next.ok);
  assert.equal(next.notification.nextAtMs, 92_000);
});

test('it is given up a day after it was due, with the last words of the gateway', () => {
  const nowMs = fresh.giveUpAtMs - 1_000;
  assert.equal(fresh.giveUpAtMs, 1_000 + giveUpAfterMs);
  const next = advance({ ...fresh, attempts: 9 }, events.failed, nowMs);
  assert.ok(next.ok);
  assert.equal(next.notification.state, 'failed');
  assert.equal(next.notification.said, '451 later');
});
