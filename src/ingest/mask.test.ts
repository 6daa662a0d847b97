import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskPicture } from './mask.ts';
import { coveredShare, markBox, maskCells, maskedShare } from './mask-cells.ts';
import type { Yuv420 } from './picture.ts';

/** A picture in which every sample differs from its neighbours, in brightness and in colour. */
function busy(widthPx: number, heightPx: number): Yuv420 {
  const plane = (count: number, step: number) =>
    Uint8Array.from({ length: count }, (_, i) => (i * step) % 251);
  const quarter = (widthPx / 2) * (heightPx / 2);
  return {
    widthPx,
    heightPx,
    y: plane(widthPx * heightPx, 37),
    u: plane(quarter, 53),
    v: plane(quarter, 91),
  };
}

function values(plane: Uint8Array, widthPx: number, box: { x: number; y: number; w: number; h: number }) {
  const seen = new Set<number>();
  for (let y = box.y; y < box.y + box.h; y++) {
    for (let x = box.x; x < box.x + box.w; x++) seen.add(plane[y * widthPx + x]!);
  }
  return seen;
}

test('a masked block has one brightness and one colour, and outside nothing changes', () => {
  const picture = busy(128, 96);
  const before = busy(128, 96);
  const cells = maskCells(picture);
  markBox(cells, { x: 32, y: 32, w: 16, h: 16 }, 16);
  const masked = maskPicture(picture, cells);
  assert.equal(values(masked.y, 128, { x: 32, y: 32, w: 16, h: 16 }).size, 1);
  assert.equal(values(masked.u, 64, { x: 16, y: 16, w: 8, h: 8 }).size, 1);
  assert.equal(values(masked.v, 64, { x: 16, y: 16, w: 8, h: 8 }).size, 1);
  assert.deepEqual(masked.y.subarray(0, 128 * 32), before.y.subarray(0, 128 * 32));
  assert.deepEqual(masked.u.subarray(0, 64 * 16), before.u.subarray(0, 64 * 16));
});

test('blocks lie on a grid of the picture, so a mask that moves shows nothing new', () => {
  const maskedAt = (x: number) => {
    const picture = busy(256, 128);
    const cells = maskCells(picture);
    markBox(cells, { x, y: 40, w: 40, h: 40 }, 32);
    return maskPicture(picture, cells).y;
  };
  const all = values(maskedAt(64), 256, { x: 64, y: 32, w: 32, h: 32 });
  for (let x = 65; x < 90; x++) {
    assert.deepEqual(values(maskedAt(x), 256, { x: 64, y: 32, w: 32, h: 32 }), all);
  }
});

test('where masks overlap the coarser one holds', () => {
  const picture = busy(256, 128);
  const cells = maskCells(picture);
  markBox(cells, { x: 0, y: 0, w: 64, h: 64 }, 64);
  markBox(cells, { x: 32, y: 32, w: 64, h: 64 }, 8);
  const masked = maskPicture(picture, cells);
  assert.equal(values(masked.y, 256, { x: 0, y: 0, w: 64, h: 64 }).size, 1);
  assert.ok(values(masked.y, 256, { x: 64, y: 64, w: 32, h: 32 }).size > 1);
});

test('no sample of a marked cell survives, whatever the boxes, blocks and size of the picture', () => {
  const box = fc.record({
    x: fc.integer({ min: -50, max: 200 }),
    y: fc.integer({ min: -50, max: 120 }),
    w: fc.integer({ min: 1, max: 150 }),
    h: fc.integer({ min: 1, max: 150 }),
    block: fc.constantFrom(8, 16, 32, 64, 128),
  });
  const size = fc.record({
    widthPx: fc.integer({ min: 16, max: 90 }),
    heightPx: fc.integer({ min: 16, max: 60 }),
  });
  fc.assert(
    fc.property(size, fc.array(box, { minLength: 1, maxLength: 5 }), (half, boxes) => {
      const widthPx = half.widthPx * 2;
      const heightPx = half.heightPx * 2;
      const picture = busy(widthPx, heightPx);
      const cells = maskCells(picture);
      for (const b of boxes) markBox(cells, b, b.block);
      // 3 and 253 are no value of a block: a sample left over would still be one of them.
      for (const b of boxes) assert.equal(coveredShare(cells, b), 1);
      for (const plane of [picture.y, picture.u, picture.v])
        plane.set(plane.map((_, i) => (i % 2 ? 3 : 253)));
      const masked = maskPicture(picture, cells);
      for (let y = 0; y < heightPx; y++) {
        for (let x = 0; x < widthPx; x++) {
          if (cells.blockPx[(y >> 3) * cells.columns + (x >> 3)] === 0) continue;
          assert.equal(masked.y[y * widthPx + x]! & 7, 4);
          const chroma = (y >> 1) * (widthPx / 2) + (x >> 1);
          assert.equal(masked.u[chroma]! & 7, 4);
          assert.equal(masked.v[chroma]! & 7, 4);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('a mask of another size is refused', () => {
  assert.throws(() => maskPicture(busy(64, 64), maskCells({ widthPx: 128, heightPx: 64 })), /mask of 128x64/);
});

test('shares count area', () => {
  const cells = maskCells({ widthPx: 160, heightPx: 80 });
  markBox(cells, { x: 0, y: 0, w: 80, h: 80 }, 8);
  assert.equal(maskedShare(cells), 0.5);
  assert.equal(coveredShare(cells, { x: 70, y: 10, w: 20, h: 20 }), 0.5);
  assert.equal(coveredShare(cells, { x: -30, y: 0, w: 40, h: 10 }), 1);
});
