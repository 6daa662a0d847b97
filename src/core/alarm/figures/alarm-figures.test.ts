import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SituationKind } from '../../zone.ts';
import { alarmFigures } from './alarm-figures.ts';
import type { Annunciation } from './annunciation.ts';
import { shiftsIn } from './shift.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const midnightMs = Date.UTC(2026, 10, 3);
const span = { fromMs: midnightMs, toMs: midnightMs + 24 * hourMs };
const shifts = shiftsIn(span, ['06:00', '18:00'], 'UTC');
const yardstick = {
  nowMs: span.toMs,
  chatter: { times: 3, withinMs: 600_000 },
  respondWithinMs: (kind: SituationKind) => (kind === 'intrusion' ? 1 : 10) * minuteMs,
};

let count = 0;
/** Noticed after 30 s and over then, unless said otherwise. */
function at(minute: number, more: Partial<Annunciation> = {}): Annunciation {
  const atMs = midnightMs + minute * minuteMs;
  const acknowledgedAtMs = atMs + 30 * secondMs;
  return {
    alarmId: `alarm-${++count}`,
    cameraId: 'square',
    zoneId: null,
    kind: 'crowding',
    priority: 'medium',
    atMs,
    acknowledgedAtMs,
    acknowledgedBy: 'ada',
    overAtMs: acknowledgedAtMs,
    isNuisance: false,
    ...more,
  };
}
const unnoticed = { acknowledgedAtMs: null, acknowledgedBy: null } as const;
const inOrder = (stream: readonly Annunciation[]) => stream.toSorted((a, b) => a.atMs - b.atMs);
const figuresOf = (stream: readonly Annunciation[]) =>
  alarmFigures({ span, shifts }, inOrder(stream), yardstick);
const verdicts = (stream: readonly Annunciation[]) =>
  new Map(figuresOf(stream).judgements.map(({ name, verdict }) => [name, verdict]));
/** One alarm every so many minutes all day, each of a place of its own. */
const steady = (everyMinutes: number, more: Partial<Annunciation> = {}) =>
  Array.from({ length: 1_440 / everyMinutes }, (_, i) =>
    at(i * everyMinutes, { cameraId: `cam-${i}`, ...more }),
  );

test('one alarm every ten minutes is 144 a day, and acceptable by every target', () => {
  const figures = figuresOf(steady(10));
  assert.equal(figures.whole.alarms, 144);
  assert.equal(figures.whole.perTenMinutes, 1);
  assert.deepEqual(
    figures.judgements.filter(({ verdict }) => verdict === 'missed' || verdict === 'near'),
    [],
  );
});

test('one every five minutes is the most that can be managed, one every four is too many', () => {
  assert.equal(verdicts(steady(5)).get('per-ten-minutes'), 'near');
  assert.equal(verdicts(steady(4)).get('per-ten-minutes'), 'missed');
});

test('twice the alarms are twice the rate', () => {
  const once = figuresOf(steady(12)).whole.perTenMinutes!;
  assert.equal(figuresOf(steady(6)).whole.perTenMinutes, 2 * once);
});

test('a burst of fifty in five minutes on a calm day is a flood the mean does not show', () => {
  const burst = Array.from({ length: 50 }, (_, i) => at(600 + i / 10, { cameraId: `burst-${i}` }));
  const { whole, floods } = figuresOf([...steady(60), ...burst]);
  assert.ok(whole.perTenMinutes! < 1);
  assert.equal(whole.floods, 1);
  assert.equal(floods[0]!.alarms, 51, 'the steady one at ten is in it');
  assert.equal(whole.mostInTenMinutes, 51);
  assert.equal(whole.crowdedPeriodsShare, 1 / 144);
  const judged = verdicts([...steady(60), ...burst]);
  assert.equal(judged.get('most-in-ten-minutes'), 'missed');
  assert.equal(judged.get('crowded-periods'), 'met', 'one of 144 is under 1 %');
});

test('a day without alarms has nothing to divide by', () => {
  const { whole } = figuresOf([]);
  assert.equal(whole.perTenMinutes, 0);
  assert.equal(whole.acknowledgeMedianMs, null);
  assert.equal(whole.nuisanceShare, null);
  assert.equal(verdicts([]).get('high-share'), null);
});

test('time to notice is the median and the 95th of a hundred', () => {
  const stream = Array.from({ length: 100 }, (_, i) => {
    const atMs = midnightMs + i * 10 * minuteMs;
    return at(i * 10, { cameraId: `cam-${i}`, acknowledgedAtMs: atMs + (i + 1) * secondMs });
  });
  const { whole } = figuresOf(stream);
  assert.equal(whole.acknowledged, 100);
  assert.equal(whole.acknowledgeMedianMs, 51 * secondMs);
  assert.equal(whole.acknowledgeP95Ms, 96 * secondMs);
});

test('late is what its own kind’s time to respond says, noticed or not', () => {
  const twoMinutes = midnightMs + 2 * minuteMs;
  const { whole } = figuresOf([
    at(0, { kind: 'intrusion', acknowledgedAtMs: twoMinutes, overAtMs: twoMinutes }),
    at(0, { kind: 'crowding', acknowledgedAtMs: twoMinutes, overAtMs: twoMinutes }),
    at(100, { kind: 'intrusion', ...unnoticed, overAtMs: null }),
    // Set aside within its time: nobody was late for it.
    at(200, { kind: 'crowding', ...unnoticed, overAtMs: midnightMs + 201 * minuteMs }),
  ]);
  assert.equal(whole.lateShare, 2 / 3);
});

test('what has just asked is not late yet', () => {
  const { whole } = figuresOf([at(1_435, { ...unnoticed, overAtMs: null })]);
  assert.equal(whole.lateShare, null);
});

test('three beginnings in ten minutes chatter, as the site defines it; three in an hour do not', () => {
  assert.equal(figuresOf([at(0), at(3), at(6)]).whole.chatteringRules, 1);
  assert.equal(figuresOf([at(0), at(30), at(59)]).whole.chatteringRules, 0);
  const apart = [at(0), at(3, { zoneId: 'other' }), at(6, { cameraId: 'other' })];
  assert.equal(figuresOf(apart).whole.chatteringRules, 0, 'each at its own place');
  assert.equal(verdicts([at(0), at(3), at(6)]).get('chattering'), 'missed');
});

test('an alarm is stale after 24 hours, and what began long before the span counts', () => {
  const stands = { ...unnoticed, overAtMs: null };
  assert.equal(figuresOf([at(1, stands)]).whole.staleAtOnce, 0, 'not a day old at the end');
  assert.equal(figuresOf([at(-1, stands)]).whole.staleAtOnce, 1);
  assert.equal(figuresOf([at(-1, stands)]).whole.alarms, 0, 'it asked before');
  const over = { ...unnoticed, overAtMs: span.fromMs - minuteMs };
  assert.equal(figuresOf([at(-2_000, over)]).whole.staleAtOnce, 0, 'over before the span');
});

test('an alarm that comes again while it stands is one that stands', () => {
  const flicker = [-2_000, -1_500, -800, 100].map((minute) =>
    at(minute, { alarmId: 'same', ...unnoticed, overAtMs: null }),
  );
  assert.equal(figuresOf(flicker).whole.staleAtOnce, 1);
  assert.equal(figuresOf(flicker).whole.alarms, 1);
});

test('five stale at once miss the target, four are near it', () => {
  const stale = (n: number) =>
    Array.from({ length: n }, (_, i) => at(-10, { cameraId: `cam-${i}`, ...unnoticed, overAtMs: null }));
  assert.equal(verdicts(stale(4)).get('stale'), 'near');
  assert.equal(verdicts(stale(5)).get('stale'), 'missed');
});

test('each rule has its own figures; they add up, the worst first', () => {
  const { rules, whole } = figuresOf([
    ...[0, 100, 200].map((minute) => at(minute, { kind: 'intrusion', isNuisance: true })),
    at(300, { kind: 'queue' }),
  ]);
  assert.deepEqual(
    rules.map(({ kind, alarms, nuisanceShare, share }) => [kind, alarms, nuisanceShare, share]),
    [
      ['intrusion', 3, 1, 0.75],
      ['queue', 1, 0, 0.25],
    ],
  );
  assert.equal(whole.nuisanceShare, 0.75);
  assert.equal(whole.topTenShare, 1);
});

test('shifts part the day: what they hold adds up to the whole', () => {
  const { shifts: parts, whole } = figuresOf([at(0), at(359), at(360), at(1_079), at(1_080)]);
  assert.deepEqual(
    parts.map(({ start, alarms }) => [start, alarms]),
    [
      ['18:00', 2],
      ['06:00', 2],
      ['18:00', 1],
    ],
  );
  assert.equal(
    parts.reduce((ms, part) => ms + part.lengthMs, 0),
    whole.lengthMs,
  );
});

test('an operator has the stream of the shifts worked, and own times of what he or she took', () => {
  const slow = { acknowledgedBy: 'bert', acknowledgedAtMs: midnightMs + 405 * minuteMs };
  const { operators } = figuresOf([at(10), at(400, slow), at(410), at(1_100)]);
  assert.deepEqual(
    operators.map(({ name, shifts: n, stream, own }) => [name, n, stream.alarms, own.alarms]),
    [
      ['ada', 3, 4, 3],
      ['bert', 1, 2, 1],
    ],
  );
  assert.equal(operators[1]!.own.acknowledgeMedianMs, 5 * minuteMs);
  assert.equal(operators[1]!.stream.lengthMs, 12 * hourMs);
});

test('mostly high alarms leave nothing to be told apart', () => {
  assert.equal(verdicts(steady(30, { priority: 'high' })).get('high-share'), 'missed');
  assert.equal(verdicts(steady(30, { priority: 'low' })).get('high-share'), 'met');
});

test('the drawn periods hold each alarm once, by priority', () => {
  const { periods } = figuresOf([at(0, { priority: 'high' }), at(5), at(15, { priority: 'low' })]);
  assert.equal(periods.high.length, 144);
  assert.deepEqual([periods.high[0], periods.medium[0], periods.low[0], periods.low[1]], [1, 1, 0, 1]);
});
