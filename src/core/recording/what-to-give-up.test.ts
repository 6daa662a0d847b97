import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultRecordingPolicy } from './recording-policy.ts';
import { isHeld, type KeptSegment, type RetentionRules } from './retention.ts';
import { whatToGiveUp } from './what-to-give-up.ts';

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 1);

function segment(id: string, more: Partial<KeptSegment> = {}): KeptSegment {
  const fromMs = more.fromMs ?? nowMs - 10 * hourMs;
  return {
    id,
    cameraId: 'square',
    kind: 'masked',
    bytes: 100,
    removedAtMs: null,
    ...more,
    fromMs,
    toMs: fromMs + 60_000,
  };
}

const longer = { reason: 'works at the crossing', approvedBy: 'ada', endsAtMs: nowMs + 1_000 * hourMs };
const rules: RetentionRules = {
  nowMs,
  policyOf: (cameraId) =>
    cameraId === 'long' ? { ...defaultRecordingPolicy, maskedHours: 720, longer } : defaultRecordingPolicy,
  holds: [
    {
      cameraIds: ['held'],
      fromMs: 0,
      toMs: nowMs,
      expiresAtMs: nowMs + hourMs,
      releasedAtMs: null,
    },
  ],
};

test('first goes what is due, then what is beyond the usual term, then the oldest masked, then the oldest sealed', () => {
  const segments = [
    segment('sealed-old', { kind: 'sealed', fromMs: nowMs - 60 * hourMs }),
    segment('masked-new', { fromMs: nowMs - 5 * hourMs }),
    segment('masked-old', { fromMs: nowMs - 50 * hourMs }),
    segment('longer', { cameraId: 'long', fromMs: nowMs - 100 * hourMs }),
    segment('due', { fromMs: nowMs - 73 * hourMs }),
    segment('held', { cameraId: 'held', fromMs: nowMs - 500 * hourMs }),
  ];
  const given = whatToGiveUp(segments, { wantedBytes: 10_000, rules });
  assert.deepEqual(
    given.segments.map(({ id }) => id),
    ['due', 'longer', 'masked-old', 'masked-new', 'sealed-old'],
  );
  assert.equal(given.missingBytes, 9_500);
});

test('no more goes than is needed', () => {
  const segments = [1, 2, 3, 4].map((n) => segment(`s-${n}`, { fromMs: nowMs - n * hourMs }));
  const given = whatToGiveUp(segments, { wantedBytes: 150, rules });
  assert.deepEqual(
    given.segments.map(({ id }) => id),
    ['s-4', 's-3'],
  );
  assert.equal(given.missingBytes, 0);
});

test('a hold is never broken, however full it is', () => {
  const some = fc.record({
    cameraId: fc.constantFrom('square', 'long', 'held'),
    kind: fc.constantFrom('masked' as const, 'sealed' as const),
    fromMs: fc.integer({ min: 1, max: 2_000 }).map((hours) => nowMs - hours * hourMs),
    removedAtMs: fc.constantFrom(null, nowMs),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 40 }), fc.nat(10_000), (list, wantedBytes) => {
      const segments = list.map((one, i) => segment(`s-${i}`, one));
      const given = whatToGiveUp(segments, { wantedBytes, rules });
      assert.ok(given.segments.every((one) => !isHeld(one, rules.holds, nowMs)));
      assert.equal(given.missingBytes, Math.max(0, wantedBytes - given.bytes));
    }),
  );
});
