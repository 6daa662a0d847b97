import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cause } from './cause.ts';
import { advance, countOf, draft, dueOf, type Notification } from './notification.ts';
import { place } from './place.ts';
import { applies, type NotificationRule } from './rule.ts';

const rule: NotificationRule = {
  isEnabled: true,
  when: 'raised',
  afterMinutes: 5,
  kinds: [],
  priorities: [],
  cameraIds: [],
  area: [],
  recipientIds: [],
  roles: [],
  isDutyOnly: false,
  quietHours: null,
  repeatMinutes: 15,
  flood: { messages: 3, minutes: 10 },
};
let number = 0;
const cause = (more: Partial<Cause> = {}): Cause => ({
  alarmId: `alarm-${++number}`,
  kind: 'crowding',
  priority: 'medium',
  cameraId: `camera-${number}`,
  cameraName: 'Square',
  zoneId: 'gate',
  place: 'Gate',
  atMs: 0,
  ...more,
});
const timeZone = 'Europe/Moscow';

/** Tells each cause in turn; what is due by then is sent. */
function told(causes: readonly (readonly [Cause, number])[], how: NotificationRule = rule): Notification[] {
  const sent = new Map<string, Notification>();
  for (const [one, nowMs] of causes) {
    for (const waiting of sent.values()) {
      const next = waiting.nextAtMs <= nowMs && advance(waiting, { type: 'claimed' }, nowMs);
      const over =
        next !== false && next.ok && advance(next.notification, { type: 'accepted', said: 'ok' }, nowMs);
      if (over !== false && over.ok) sent.set(waiting.id, over.notification);
    }
    const placing = place(one, { rule: how, sent: [...sent.values()], nowMs, timeZone });
    if (placing.to === 'new') {
      const made = draft({ id: `${sent.size}`, causes: [one], nowMs, ...placing });
      sent.set(made.id, made);
    } else {
      const before = sent.get(placing.id)!;
      const event =
        placing.to === 'repeat'
          ? ({ type: 'repeated' } as const)
          : ({ type: 'gathered', cause: one } as const);
      const next = advance(before, event, nowMs);
      assert.ok(next.ok);
      sent.set(before.id, next.notification);
    }
  }
  return [...sent.values()];
}

test('a rule names kinds, priorities and cameras; where it names none it means all', () => {
  assert.ok(applies(rule, cause(), null));
  assert.ok(!applies({ ...rule, kinds: ['queue'] }, cause(), null));
  assert.ok(!applies({ ...rule, priorities: ['high'] }, cause(), null));
  assert.ok(!applies({ ...rule, cameraIds: ['elsewhere'] }, cause(), null));
  assert.ok(!applies({ ...rule, isEnabled: false }, cause(), null));
  const area = [
    { latitude: 0, longitude: 0 },
    { latitude: 0, longitude: 2 },
    { latitude: 2, longitude: 0 },
  ];
  assert.ok(applies({ ...rule, area }, cause(), { latitude: 0.5, longitude: 0.5 }));
  assert.ok(!applies({ ...rule, area }, cause(), { latitude: 2, longitude: 2 }));
  assert.ok(!applies({ ...rule, area }, cause(), null), 'a camera without a place lies in no area');
});

test('a flood of 500 is three messages and one that counts the other 497', () => {
  const all = told(Array.from({ length: 500 }, (_, i) => [cause(), i * 100] as const));
  assert.deepEqual(all.map(countOf), [1, 1, 1, 497]);
  assert.equal(all[3]!.nextAtMs, 10 * 60_000, 'due when the first of the window has left it');
});

test('the same thing at the same place within the time is counted, not told again', () => {
  const place = { cameraId: 'one', zoneId: 'gate' };
  const all = told([0, 60_000, 14 * 60_000, 16 * 60_000].map((atMs) => [cause(place), atMs] as const));
  assert.deepEqual(
    all.map(({ repeats }) => repeats),
    [2, 0],
  );
});

test('in quiet hours messages gather until their end, and high priority goes at once', () => {
  const night = { ...rule, quietHours: { from: '22:00', to: '06:00', doesHighBreak: true } };
  const midnight = Date.parse('2026-01-10T21:00:00Z');
  const all = told(
    [
      [cause(), midnight],
      [cause(), midnight + 60_000],
      [cause({ priority: 'high' }), midnight + 120_000],
    ],
    night,
  );
  assert.deepEqual(all.map(countOf), [2, 1]);
  assert.equal(new Date(all[0]!.nextAtMs).toISOString(), '2026-01-11T03:00:00.000Z');
  assert.equal(all[1]!.nextAtMs, midnight + 120_000);
  const still = told([[cause({ priority: 'high' }), midnight]], {
    ...night,
    quietHours: { ...night.quietHours, doesHighBreak: false },
  });
  assert.equal(new Date(still[0]!.nextAtMs).toISOString(), '2026-01-11T03:00:00.000Z');
});

test('whatever comes, nothing is lost: every cause is told, counted or gathered, and no window holds too many', () => {
  const gaps = fc.array(fc.record({ gapMs: fc.integer({ min: 0, max: 400_000 }), camera: fc.nat(4) }), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(gaps, (steps) => {
      let nowMs = 0;
      const causes = steps.map(({ gapMs, camera }) => {
        nowMs += gapMs;
        return [cause({ cameraId: `camera-${camera}` }), nowMs] as const;
      });
      const all = told(causes);
      assert.equal(
        all.reduce((sum, one) => sum + countOf(one) + one.repeats, 0),
        causes.length,
      );
      const { messages, minutes } = rule.flood;
      const dues = all.map(dueOf).sort((a, b) => a - b);
      for (const [i, dueAtMs] of dues.slice(messages).entries())
        assert.ok(dueAtMs - dues[i]! >= minutes * 60_000, `${messages + 1} within ${dueAtMs - dues[i]!} ms`);
    }),
    { numRuns: 200 },
  );
});
