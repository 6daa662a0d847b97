import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectorFigures } from '../../src/core/measure/error-band.ts';
import { randomOf } from '../random.ts';
import { pinhole } from '../world/pinhole.ts';
import { bodies, type LabActor } from './actor.ts';
import { DetectorModel, recallOf } from './detector-model.ts';
import { sightOf } from './sight.ts';
import { views } from './stage.ts';
import { weathers } from './weather.ts';

const eye = pinhole(views.plaza);

function at(id: number, x: number, y: number): LabActor {
  return { id, body: bodies.person, x, y, vx: 0, vy: 0, hx: 0, hy: 1 };
}

/** People on a square, some behind others, as on PETS 2009. */
const people = Array.from({ length: 8 }, (_, i) =>
  at(i + 1, -5 + 3 * (i % 4), 12 + 5 * Math.floor(i / 4) + (i % 3)),
);

test('over a square with near and far people the recall is about the measured one', () => {
  const model = new DetectorModel(randomOf(1), weathers.day, views.plaza);
  const sight = sightOf(eye, people);
  let found = 0;
  for (let frame = 0; frame < 2_000; frame++)
    found += model
      .detect(sight)
      .filter(({ score, category }) => score >= 0.5 && category === 'person').length;
  const recall = found / (2_000 * people.length);
  assert.ok(Math.abs(recall - detectorFigures.person!.recall) < 0.12, `recall ${recall.toFixed(3)}`);
});

test('the foot is off by about the share of the height that was measured', () => {
  const model = new DetectorModel(randomOf(2), weathers.day, views.plaza);
  const sight = sightOf(eye, [at(1, 0, 14)]);
  const truth = sight[0]!.box;
  const errors: number[] = [];
  for (let frame = 0; frame < 3_000; frame++) {
    for (const { box } of model.detect(sight).filter(({ category }) => category === 'person'))
      if (Math.abs(box.x - truth.x) < truth.w / 3) errors.push(Math.abs(box.y + box.h - truth.y - truth.h));
  }
  errors.sort((a, b) => a - b);
  const median = errors[errors.length >> 1]! / truth.h;
  // 3.75 px at 70 px of height is 0.054 in two axes; half to once that along one.
  assert.ok(median > 0.01 && median < 0.054, `median ${median.toFixed(3)} of the height`);
});

test('the farther and the more hidden, the less often found', () => {
  const boxAt = (y: number) => sightOf(eye, [at(1, 0, y)])[0]!.box;
  const near = recallOf('person', boxAt(12), 1);
  assert.ok(near > recallOf('person', boxAt(45), 1));
  assert.ok(near > recallOf('person', boxAt(12), 0.4));
  assert.equal(recallOf('person', boxAt(12), 0.05), 0);
});

test('who stands behind another is seen in part', () => {
  const sight = sightOf(eye, [at(1, 0, 14), at(2, 0, 14.8)]);
  const [front, behind] = sight;
  assert.equal(front!.actor.id, 1);
  assert.equal(front!.visible, 1);
  assert.ok(behind!.visible < 0.7, `${behind!.visible}`);
});

test('worse light finds less and imagines more', () => {
  const count = (weather: (typeof weathers)['day']) => {
    const model = new DetectorModel(randomOf(4), weather, views.plaza);
    const sight = sightOf(eye, people);
    let [found, empty] = [0, 0];
    for (let frame = 0; frame < 1_000; frame++)
      found += model.detect(sight).filter((d) => d.score >= 0.5).length;
    for (let frame = 0; frame < 10_000; frame++) empty += model.detect([]).length;
    return { found, empty };
  };
  assert.ok(count(weathers.dusk).found < count(weathers.day).found);
  assert.ok(count(weathers.rain).empty > count(weathers.day).empty);
});
