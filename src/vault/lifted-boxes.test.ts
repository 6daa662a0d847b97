import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MaskedPicture } from '../ingest/mask.ts';
import type { Yuv420 } from '../ingest/picture.ts';
import { cutOut, liftedAt, putBack } from './lifted-boxes.ts';

const size = { widthPx: 64, heightPx: 36 };

function picture(value: (i: number) => number): Yuv420 {
  const plane = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => value(i));
  return { ...size, y: plane(64 * 36), u: plane(32 * 18), v: plane(32 * 18) };
}

const side = fc.double({ min: 0, max: 1, noNaN: true });

test('inside a lifted box the picture is the clear one, outside it stays masked', () => {
  fc.assert(
    fc.property(side, side, side, side, (x, y, width, height) => {
      const clear = picture((i) => 1 + (i % 200));
      const masked = picture(() => 0) as MaskedPicture;
      const box = { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) };
      putBack(masked, cutOut(clear, [{ fromMs: 0, toMs: 1, box }]));
      for (let row = 0; row < 36; row++) {
        for (let column = 0; column < 64; column++) {
          const at = row * 64 + column;
          const [u, v] = [(column + 0.5) / 64, (row + 0.5) / 36];
          const isInside = u > box.x && u < box.x + box.width && v > box.y && v < box.y + box.height;
          const isNear =
            column + 2 >= box.x * 64 &&
            column - 2 <= (box.x + box.width) * 64 &&
            row + 2 >= box.y * 36 &&
            row - 2 <= (box.y + box.height) * 36;
          if (isInside) assert.equal(masked.y[at], clear.y[at]);
          else if (!isNear) assert.equal(masked.y[at], 0);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a box is lifted from its beginning up to its end, and not at it', () => {
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const boxes = [{ fromMs: 1_000, toMs: 2_000, box }];
  assert.deepEqual(
    [999, 1_000, 1_999, 2_000].map((atMs) => liftedAt(boxes, atMs).length),
    [0, 1, 1, 0],
  );
});

test('boxes beyond the picture, or without a size, change nothing and break nothing', () => {
  const masked = picture(() => 0) as MaskedPicture;
  const boxes = [
    { x: 1.5, y: 0, width: 1, height: 1 },
    { x: -2, y: -2, width: 1, height: 1 },
    { x: 0.5, y: 0.5, width: 0, height: 0.2 },
  ].map((box) => ({ fromMs: 0, toMs: 1, box }));
  putBack(
    masked,
    cutOut(
      picture(() => 9),
      boxes,
    ),
  );
  assert.ok(masked.y.filter((value) => value > 0).length <= 2 * 36);
});
