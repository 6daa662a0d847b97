import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultRules, type Zone } from '../../core/zone.ts';
import { crossesItself, zoneFaults } from './zone-shape.ts';

const square = [
  { x: 0.2, y: 0.2 },
  { x: 0.6, y: 0.2 },
  { x: 0.6, y: 0.6 },
  { x: 0.2, y: 0.6 },
];
const area: Zone = { id: 'a', name: 'Square', shape: 'area', points: square, direction: null, rules: [] };
const line: Zone = { ...area, shape: 'line', points: square.slice(0, 2) };

test('a square can be saved, a bow tie cannot', () => {
  assert.deepEqual(zoneFaults(area), []);
  const bowTie = [square[0]!, square[2]!, square[1]!, square[3]!];
  assert.deepEqual(zoneFaults({ ...area, points: bowTie }), ['crosses-itself']);
});

test('a corner that folds back on its side crosses', () => {
  const spike = [square[0]!, square[1]!, { x: 0.3, y: 0.2 }, square[3]!];
  assert.ok(crossesItself(spike));
});

test('corners in order of angle around a point never cross', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 3, maxLength: 20 }),
      fc.integer({ min: 0, max: 30 }),
      (degrees, wobble) => {
        const angles = degrees.sort((a, b) => a - b);
        // Around the middle only if no gap of half a turn hides it: a convex fan is simple either way.
        const polygon = angles.map((d, i) => {
          const r = 0.4 - ((i * wobble) % 7) / 1_000;
          return { x: 0.5 + r * Math.cos((d * Math.PI) / 180), y: 0.5 + r * Math.sin((d * Math.PI) / 180) };
        });
        const isAround = angles.every((d, i) => (angles[(i + 1) % angles.length]! - d + 360) % 360 < 180);
        if (isAround) assert.equal(crossesItself(polygon), false);
      },
    ),
  );
});

test('a zone too small for a pair of feet is refused', () => {
  const tiny = square.map((p) => ({ x: 0.5 + p.x / 100, y: 0.5 + p.y / 100 }));
  assert.deepEqual(zoneFaults({ ...area, points: tiny }), ['too-small']);
  assert.deepEqual(zoneFaults({ ...line, points: [square[0]!, { x: 0.201, y: 0.2 }] }), ['too-short']);
});

test('wrong way needs an arrow, and rules must fit the shape', () => {
  const wrongWay = { ...area, rules: [defaultRules['wrong-way']] };
  assert.deepEqual(zoneFaults(wrongWay), ['needs-direction']);
  assert.deepEqual(zoneFaults({ ...wrongWay, direction: [square[0]!, square[2]!] }), []);
  assert.deepEqual(zoneFaults({ ...line, rules: [defaultRules.crowding] }), ['rule-does-not-fit']);
  assert.deepEqual(zoneFaults({ ...area, rules: [defaultRules['line-crossing']] }), ['rule-does-not-fit']);
});

test('a name of spaces is no name', () => {
  assert.deepEqual(zoneFaults({ ...line, name: '  ' }), ['no-name']);
});
