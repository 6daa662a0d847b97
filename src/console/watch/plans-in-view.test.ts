import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FloorPlan } from '../../contract/map-plans.ts';
import {
  levelShown,
  levelsHidden,
  levelsOf,
  otherLevelOf,
  plansInView,
  withoutLevels,
} from './plans-in-view.ts';

const plan = (level: number, levelName = '', west = 30): FloorPlan => ({
  id: `l${level}-${west}`,
  name: 'Station',
  level,
  levelName,
  corners: [
    [west, 60.001],
    [west + 0.001, 60.001],
    [west + 0.001, 60],
    [west, 60],
  ],
  residualM: null,
  origin: 'configuration',
  changedBy: null,
  changedAtMs: null,
  version: 0,
});

test('plans are there from close by, where the map looks', () => {
  const plans = [plan(0), plan(0, '', 31)];
  const view = { bounds: [29.99, 59.99, 30.01, 60.01] as const, zoom: 16 };
  assert.deepEqual(plansInView(plans, view), [plans[0]]);
  assert.deepEqual(plansInView(plans, { ...view, zoom: 14 }), []);
  assert.deepEqual(plansInView(plans, null), []);
});

test('levels stand from the top down, and the one nearest the street is shown until another is asked for', () => {
  const levels = levelsOf([plan(-1, 'Platforms'), plan(1), plan(-1, 'Other'), plan(2, 'Roof')]);
  assert.deepEqual(
    levels.map(({ level, name }) => [level, name]),
    [
      [2, 'Roof'],
      [1, ''],
      [-1, 'Platforms'],
    ],
  );
  assert.equal(Math.abs(levelShown(levels, undefined)!), 1);
  assert.equal(levelShown(levels, '2'), 2);
  assert.equal(levelShown(levels, '-1'), -1);
  assert.equal(levelShown(levels, 'none'), null);
  assert.equal(Math.abs(levelShown(levels, '7')!), 1, 'a level that was taken away is none to show');
  assert.equal(levelShown([], undefined), null);
});

test('cameras of another level that is offered are hidden, and no others', () => {
  const cameras = new Map(
    [
      ['street', 0],
      ['platform', -1],
      ['waits', -1],
      ['yard', null],
      ['tower', 7],
    ].map(([id, level]) => [id as string, { level: level as number | null }]),
  );
  const levels = levelsOf([plan(0), plan(-1, 'Platforms'), plan(1)]);
  const shown = (level: number | null) => [
    ...withoutLevels(cameras, new Set(levelsHidden(levels, level)), new Set(['waits'])).keys(),
  ];
  assert.deepEqual(shown(0), ['street', 'waits', 'yard', 'tower']);
  assert.deepEqual(shown(-1), ['platform', 'waits', 'yard', 'tower']);
  assert.deepEqual(shown(null), [...cameras.keys()]);
  const onStreet = { levels, hidden: new Set(levelsHidden(levels, 0)) };
  assert.deepEqual(otherLevelOf({ level: -1 }, onStreet), { level: -1, name: 'Platforms' });
  assert.deepEqual(
    [0, 7, null].map((level) => otherLevelOf({ level }, onStreet)),
    [null, null, null],
  );
  assert.equal(withoutLevels(cameras, new Set(), new Set()), cameras);
});
