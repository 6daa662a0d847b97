import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRules, type Rule, zoneSituationKinds } from '../zone.ts';
import { trialWay, withLongerHold } from './rule-trial.ts';

const intrusion = defaultRules.intrusion as Extract<Rule, { kind: 'intrusion' }>;

test('every kind can be tried unchanged, and says that it is today’s', () => {
  for (const kind of zoneSituationKinds) {
    const rule = defaultRules[kind];
    assert.notEqual(trialWay(rule, rule).basis, 'none', kind);
  }
});

test('rules that go by tracks can be tried with a longer hold time only', () => {
  assert.deepEqual(trialWay(intrusion, { ...intrusion, holdMs: intrusion.holdMs + 1 }), {
    basis: 'situations',
  });
  assert.deepEqual(trialWay(intrusion, { ...intrusion, holdMs: intrusion.holdMs - 1 }), {
    basis: 'none',
    limit: 'shorter-hold',
  });
  const others = { ...intrusion, holdMs: 60_000, categories: ['vehicle'] } as Rule;
  assert.deepEqual(trialWay(intrusion, others), { basis: 'none', limit: 'not-kept' });
  assert.deepEqual(trialWay(null, intrusion), { basis: 'none', limit: 'not-kept' });
});

test('who belongs to a queue was decided when it was measured; how long it may be was not', () => {
  const queue = defaultRules.queue as Extract<Rule, { kind: 'queue' }>;
  assert.deepEqual(trialWay(queue, { ...queue, maxLengthM: 3, holdMs: 0 }), { basis: 'measures' });
  assert.deepEqual(trialWay(queue, { ...queue, gapM: 3 }), { basis: 'none', limit: 'not-kept' });
});

test('a longer hold time leaves out what was over sooner, and tells the rest later', () => {
  const lasted = (s: number | null) => ({
    sinceMs: 0,
    detectedAtMs: 500,
    endedMs: s === null ? null : s * 1_000,
  });
  const told = [lasted(1), lasted(4), lasted(5), lasted(9), lasted(null)];
  const spans = withLongerHold(told, { ...intrusion, holdMs: 500 }, { ...intrusion, holdMs: 5_000 }, 20_000);
  assert.deepEqual(spans, [
    { fromMs: 5_000, toMs: 5_000 },
    { fromMs: 5_000, toMs: 9_000 },
    { fromMs: 5_000, toMs: null },
  ]);
  const same = withLongerHold(told, intrusion, intrusion, 20_000);
  assert.equal(same.length, told.length);
});
