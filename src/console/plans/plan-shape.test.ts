import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laidInto, middleOf, ringOf, shifted, transformOf, turned } from './plan-shape.ts';

const size = { widthPx: 1_200, heightPx: 800 };
const laid = laidInto({ w: 600, h: 300 }, size);

test('a new drawing lies upright in the middle of the map, in its own proportions', () => {
  const [a, b, , d] = laid;
  assert.deepEqual(middleOf(laid), { x: 300, y: 150 });
  assert.ok(Math.abs((b!.x - a!.x) / (d!.y - a!.y) - 1.5) < 1e-9);
});

test('turning four times by a quarter, or sizing there and back, leaves it where it was', () => {
  let round = turned(laid, Math.PI / 2, 2);
  for (let i = 0; i < 3; i++) round = turned(round, Math.PI / 2, 1);
  round = turned(round, 0, 0.5);
  for (const [i, { x, y }] of round.entries()) assert.ok(Math.hypot(x - laid[i]!.x, y - laid[i]!.y) < 1e-9);
});

test('the ring is beyond the right side and goes round with the drawing', () => {
  assert.ok(Math.abs(ringOf(laid).x - (laid[1]!.x + 28)) < 1e-9);
  const quarter = ringOf(turned(laid, Math.PI / 2, 1));
  assert.ok(Math.abs(quarter.x - 300) < 1e-9 && quarter.y > 150);
});

test('the transform puts each corner of the picture where its corner is', () => {
  const corners = shifted(
    [
      { x: 10, y: 20 },
      { x: 210, y: 5 },
      { x: 230, y: 140 },
      { x: 0, y: 120 },
    ],
    { x: 5, y: 5 },
  );
  const m = transformOf(corners, size)!.slice('matrix3d('.length, -1).split(',').map(Number);
  const put = (x: number, y: number) => {
    const w = m[3]! * x + m[7]! * y + m[15]!;
    return { x: (m[0]! * x + m[4]! * y + m[12]!) / w, y: (m[1]! * x + m[5]! * y + m[13]!) / w };
  };
  for (const [i, [x, y]] of (
    [
      [0, 0],
      [1_200, 0],
      [1_200, 800],
      [0, 800],
    ] as const
  ).entries()) {
    const at = put(x, y);
    assert.ok(Math.hypot(at.x - corners[i]!.x, at.y - corners[i]!.y) < 1e-3);
  }
});
