import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventOutcomes, type ReportedSituation } from './event-outcome.ts';

const watched = () => true;
const drawn = (startMs: number, endMs: number, zoneId: string | null = 'gate') => ({
  kind: 'intrusion',
  zoneId,
  startMs,
  endMs,
});
const told = (detectedAtMs: number, endedMs: number | null, zoneId = 'gate'): ReportedSituation => ({
  kind: 'intrusion',
  zoneId,
  sinceMs: detectedAtMs - 500,
  detectedAtMs,
  endedMs,
});

test('an event told of two seconds after it began is detected with that delay', () => {
  const [outcome] = eventOutcomes([drawn(10_000, 20_000)], [told(12_000, 22_000)], watched);
  assert.deepEqual([outcome!.outcome, outcome!.delayMs], ['detected', 2_000]);
});

test('a situation that stood before the drawn start is no delay', () => {
  const [outcome] = eventOutcomes([drawn(10_000, 20_000)], [told(4_000, null)], watched);
  assert.deepEqual([outcome!.outcome, outcome!.delayMs], ['detected', 0]);
});

test('another kind, another zone and another time are no detection', () => {
  const others = [
    { ...told(12_000, 15_000), kind: 'crowding' },
    told(12_000, 15_000, 'yard'),
    told(23_001, 30_000),
    told(1_000, 6_999),
  ];
  const [outcome] = eventOutcomes([drawn(10_000, 20_000)], others, watched);
  assert.deepEqual([outcome!.outcome, outcome!.delayMs], ['missed', null]);
});

test('an event without a zone may be told of by any', () => {
  const [outcome] = eventOutcomes([drawn(10_000, 20_000, null)], [told(11_000, null, 'yard')], watched);
  assert.equal(outcome!.outcome, 'detected');
});

test('one situation answers for one event only, and the answers keep the order of the questions', () => {
  const outcomes = eventOutcomes(
    [drawn(12_000, 40_000), drawn(10_000, 20_000)],
    [told(13_000, 14_000)],
    watched,
  );
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['missed', 'detected'],
  );
});

test('what no rule looks for was not missed', () => {
  const [outcome] = eventOutcomes([drawn(10_000, 20_000)], [], () => false);
  assert.equal(outcome!.outcome, 'not-watched');
});
