import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Point } from '../geometry.ts';
import { accuracyFigures, countAccuracy, type LabelledFrame } from './accuracy-card.ts';
import { type FoundPerson, matchPeople } from './person-match.ts';

const person = (x: number, y: number, height = 0.2): FoundPerson => ({ x, y, height });
const close = (a: number, b: number, within = 0.001) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

function frame(labels: readonly Point[], found: readonly FoundPerson[], more: Partial<LabelledFrame> = {}) {
  return { capturedAtMs: 0, aspect: 16 / 9, meanLuma: 120, labels, found, counts: [], ...more };
}

test('counts that are off by 0, 1, -1 and 2 have a mean error of 1 and a bias of a half', () => {
  const pairs = [
    { truth: 3, found: 3 },
    { truth: 3, found: 4 },
    { truth: 5, found: 4 },
    { truth: 1, found: 3 },
  ];
  const card = countAccuracy(pairs)!;
  assert.equal(card.error.value, 1);
  assert.equal(card.bias.value, 0.5);
  // Errors 0, 1, -1, 2: variance 5/3, standard error sqrt(5/12), t(3) = 3.182.
  close(card.bias.high - card.bias.value, 2.054);
  // Absolute errors 0, 1, 1, 2: variance 2/3, standard error sqrt(1/6).
  close(card.error.high, 1 + 1.299);
  assert.equal(card.error.low, 0);
  assert.equal(card.relativeError, 4 / 12);
  assert.deepEqual([card.leastPeople, card.mostPeople, card.people, card.frames], [1, 5, 12, 4]);
  assert.equal(card.exact.value, 0.25);
});

test('twenty frames without an error promise no more than 83 % exact ones', () => {
  // Clopper-Pearson for 20 of 20: 0.025^(1/20).
  const card = countAccuracy(Array.from({ length: 20 }, () => ({ truth: 2, found: 2 })))!;
  assert.equal(card.exact.value, 1);
  close(card.exact.low, 0.8316);
});

test('where nobody was, there is no relative error', () => {
  const card = countAccuracy([
    { truth: 0, found: 0 },
    { truth: 0, found: 1 },
  ])!;
  assert.equal(card.relativeError, null);
  assert.equal(card.error.value, 0.5);
});

test('one frame is no measurement', () => {
  assert.equal(countAccuracy([{ truth: 1, found: 1 }]), null);
});

test('a miss and an invention in one frame are two errors, though the count is right', () => {
  const frames = [1, 2].map(() => frame([{ x: 0.2, y: 0.5 }], [person(0.8, 0.5)]));
  const { whole, found } = accuracyFigures(frames, [], []);
  assert.equal(whole.error.value, 0);
  assert.deepEqual([found.truePositives, found.falsePositives, found.misses], [0, 2, 2]);
  assert.equal(found.precision!.value, 0);
  assert.equal(found.recall!.value, 0);
});

test('a zone is judged by its own number and by the clicks inside its outline', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 0.5, y: 0 },
    { x: 0.5, y: 1 },
    { x: 0, y: 1 },
  ];
  const labels = [
    { x: 0.2, y: 0.5 },
    { x: 0.3, y: 0.5 },
    { x: 0.9, y: 0.5 },
  ];
  const counts = [{ zoneId: 'gate', people: 1 }];
  const { zones, whole } = accuracyFigures(
    [frame(labels, [], { counts }), frame(labels, [], { counts }), frame(labels, [])],
    [{ id: 'gate', name: 'Gate', points }],
    [],
  );
  assert.equal(zones.length, 1);
  assert.deepEqual([zones[0]!.frames, zones[0]!.people, zones[0]!.bias.value], [2, 4, -1]);
  assert.equal(whole.bias.value, -3);
});

test('the light is the one most frames agree on', () => {
  const at = (...lumas: (number | null)[]) =>
    accuracyFigures(
      lumas.map((meanLuma) => frame([], [], { meanLuma })),
      [],
      [],
    ).light;
  assert.equal(at(120, 130), 'day');
  assert.equal(at(60, 50), 'dusk');
  assert.equal(at(20, 30), 'night');
  assert.equal(at(120, 120, 120, 120, 20), 'day');
  assert.equal(at(120, 20), 'mixed');
  assert.equal(at(null, null), 'unknown');
});

test('a click belongs to a person within half their height, measured in the true shape of the picture', () => {
  const found = [person(0.5, 0.5, 0.2)];
  const isMatched = (x: number, y: number, aspect: number) =>
    matchPeople([{ x, y }], found, aspect).truePositives === 1;
  assert.ok(isMatched(0.5, 0.41, 2));
  assert.ok(!isMatched(0.5, 0.39, 2));
  // 0.045 of the width is 0.09 of the height where the picture is twice as wide as high.
  assert.ok(isMatched(0.545, 0.5, 2));
  assert.ok(!isMatched(0.555, 0.5, 2));
});

test('two clicks and two people that could be paired in two ways are paired so that both are', () => {
  const found = [person(0.5, 0.5), person(0.56, 0.5)];
  // The first click is nearest to the second person, the second reaches only that one.
  const match = matchPeople(
    [
      { x: 0.54, y: 0.5 },
      { x: 0.64, y: 0.5 },
    ],
    found,
    1,
  );
  assert.deepEqual(match.foundOfLabel, [0, 1]);
});

test('clicks and people are paired one to one, whatever they are', () => {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const labels = fc.array(fc.record({ x: at, y: at }), { maxLength: 12 });
  const people = fc.array(fc.record({ x: at, y: at, height: at }), { maxLength: 12 });
  fc.assert(
    fc.property(labels, people, (clicked, found) => {
      const match = matchPeople(clicked, found, 16 / 9);
      const taken = match.foundOfLabel.filter((f) => f >= 0);
      assert.equal(new Set(taken).size, taken.length);
      assert.equal(match.truePositives + match.misses, clicked.length);
      assert.equal(match.truePositives + match.falsePositives, found.length);
      assert.equal(match.truePositives, taken.length);
    }),
  );
});
