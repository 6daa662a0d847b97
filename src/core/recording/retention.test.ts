import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultRecordingPolicy, type RecordingPolicy } from './recording-policy.ts';
import { dueRule, type HoldSpan, type KeptSegment, type RetentionRules, termHours } from './retention.ts';

const hourMs = 3_600_000;
const bornMs = Date.UTC(2026, 9, 24, 12);
const minute: KeptSegment = {
  id: 'a',
  cameraId: 'square',
  kind: 'masked',
  fromMs: bornMs,
  toMs: bornMs + 60_000,
  bytes: 1_000,
  removedAtMs: null,
};

function rules(nowMs: number, more: Partial<RecordingPolicy> = {}, holds: HoldSpan[] = []): RetentionRules {
  return { nowMs, holds, policyOf: () => ({ ...defaultRecordingPolicy, ...more }) };
}

test('footage goes when its first picture is 72 hours old, also over the night that has 25 hours', () => {
  // Summer time ends in Europe on 25 October 2026: local clocks lie, the term does not.
  assert.equal(dueRule(minute, rules(bornMs + 72 * hourMs - 1)), null);
  assert.equal(dueRule(minute, rules(bornMs + 72 * hourMs)), 'term');
});

test('each kind has its own term', () => {
  const policy = { maskedHours: 24, sealedHours: 48 };
  const sealed: KeptSegment = { ...minute, kind: 'sealed' };
  assert.equal(dueRule(minute, rules(bornMs + 24 * hourMs, policy)), 'term');
  assert.equal(dueRule(sealed, rules(bornMs + 24 * hourMs, policy)), null);
  assert.equal(dueRule(sealed, rules(bornMs + 48 * hourMs, policy)), 'term');
});

test('a longer term holds until its end, and then the usual one does again', () => {
  const endsAtMs = bornMs + 200 * hourMs;
  const longer = { reason: 'a trial of the crossing', approvedBy: 'ada', endsAtMs };
  const policy = { maskedHours: 720, longer };
  assert.equal(dueRule(minute, rules(endsAtMs - 1, policy)), null);
  assert.equal(dueRule(minute, rules(endsAtMs, policy)), 'term');
  assert.equal(termHours({ ...defaultRecordingPolicy, ...policy, longer: null }, 'masked', bornMs), 72);
});

test('footage of a removed camera is due at once', () => {
  assert.equal(dueRule({ ...minute, removedAtMs: bornMs }, rules(bornMs + 1)), 'camera-removed');
});

test('who looks seldom looks ahead: terms end before the next look, and holds do not', () => {
  const nowMs = bornMs + 72 * hourMs - 60_000;
  const hold = { cameraIds: ['square'], fromMs: 0, toMs: nowMs, releasedAtMs: null };
  const ahead = { ...rules(nowMs), aheadMs: 600_000 };
  assert.equal(dueRule(minute, ahead), 'term');
  const ending = { ...hold, expiresAtMs: nowMs + 1 };
  assert.equal(dueRule(minute, { ...ahead, holds: [ending] }), null);
});

const hourOf = fc.integer({ min: 0, max: 400 });
const hold = fc.record({
  cameraIds: fc.subarray(['square', 'gate'], { minLength: 1 }),
  fromMs: hourOf.map((hour) => bornMs + (hour - 100) * hourMs),
  toMs: hourOf.map((hour) => bornMs + (hour + 1) * hourMs),
  expiresAtMs: hourOf.map((hour) => bornMs + hour * hourMs),
  releasedAtMs: fc.constantFrom(null, null, bornMs),
});
const policy = fc.record({
  maskedHours: fc.integer({ min: 1, max: 300 }),
  sealedHours: fc.integer({ min: 1, max: 300 }),
  longer: fc.option(
    fc.record({
      reason: fc.constant('a reason'),
      approvedBy: fc.constant('ada'),
      endsAtMs: hourOf.map((hour) => bornMs + hour * hourMs),
    }),
  ),
});
const world = fc.record({
  kind: fc.constantFrom('masked' as const, 'sealed' as const),
  removedAtMs: fc.constantFrom(null, null, bornMs),
  nowMs: fc.integer({ min: -100, max: 500 }).map((hour) => bornMs + hour * hourMs),
  holds: fc.array(hold, { maxLength: 5 }),
  policy,
});

test('what a hold in force touches is never due; everything else is gone by its term', () => {
  fc.assert(
    fc.property(world, ({ kind, removedAtMs, nowMs, holds, policy: own }) => {
      const segment: KeptSegment = { ...minute, kind, removedAtMs };
      const holding = holds.some(
        (one) =>
          one.releasedAtMs === null &&
          one.expiresAtMs > nowMs &&
          one.cameraIds.includes('square') &&
          one.fromMs < segment.toMs &&
          one.toMs > segment.fromMs,
      );
      const rule = dueRule(segment, rules(nowMs, own, holds));
      const ageHours = (nowMs - segment.fromMs) / hourMs;
      const hours = kind === 'masked' ? own.maskedHours : own.sealedHours;
      if (holding) assert.equal(rule, null);
      else if (removedAtMs !== null) assert.equal(rule, 'camera-removed');
      else if (ageHours >= Math.max(72, hours)) assert.equal(rule, 'term');
      else if (ageHours < Math.min(72, hours)) assert.equal(rule, null);
    }),
  );
});

test('once due it stays due, unless somebody holds it: a clock that is set back brings nothing back by itself', () => {
  fc.assert(
    fc.property(world, fc.integer({ min: 0, max: 300 }), ({ kind, nowMs, policy: own }, laterHours) => {
      const segment: KeptSegment = { ...minute, kind };
      const now = dueRule(segment, rules(nowMs, own));
      const later = dueRule(segment, rules(nowMs + laterHours * hourMs, own));
      if (now !== null) assert.equal(later, now);
    }),
  );
});
