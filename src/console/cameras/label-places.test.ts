import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeLabels } from './label-places.ts';

const size = { w: 640, h: 360 };
const box = (x: number, y: number) => [
  { x, y },
  { x: x + 0.2, y },
  { x: x + 0.2, y: y + 0.2 },
  { x, y: y + 0.2 },
];

test('a name stands above the corner nearest the top left', () => {
  const places = placeLabels([{ key: 'a', points: box(0.5, 0.5), widthPx: 60 }], size);
  assert.deepEqual(places.get('a'), { left: 320, top: 162 });
});

test('two zones in one place do not write over each other', () => {
  const places = placeLabels(
    ['a', 'b', 'c'].map((key) => ({ key, points: box(0.4, 0.4), widthPx: 60 })),
    size,
  );
  assert.equal(new Set([...places.values()].map(({ left, top }) => `${left} ${top}`)).size, 3);
});

test('no name leaves the picture', () => {
  const at = fc.double({ min: 0, max: 0.8, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(at, at), { minLength: 1, maxLength: 12 }), (zones) => {
      const labels = zones.map(([x, y], i) => ({ key: String(i), points: box(x, y), widthPx: 80 }));
      for (const { left, top } of placeLabels(labels, size).values()) {
        assert.ok(left >= 0 && left <= size.w - 80 && top >= 0 && top <= size.h - 18);
      }
    }),
  );
});
