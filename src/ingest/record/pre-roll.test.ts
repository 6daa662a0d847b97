import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Part } from './part.ts';
import { PreRoll } from './pre-roll.ts';

function part(fromMs: number, toMs: number, bytes: number, startsWithKey = true): Part {
  const stream = { codec: 'h264', parameterSets: [], widthPx: 64, heightPx: 64 } as const;
  return { stream, samples: [], endTicks: 0, fromMs, toMs, startsWithKey, bytes, clockOffsetMs: null };
}

test('it reaches back as far as asked, to the beginning of a group of pictures', () => {
  const ring = new PreRoll(1_000_000);
  for (let s = 0; s < 60; s += 2) ring.add(part(s * 1000, s * 1000 + 2000, 10), 9_000);
  const parts = ring.take();
  assert.deepEqual([parts[0]!.fromMs, parts.at(-1)!.toMs], [50_000, 60_000]);
  assert.deepEqual(ring.take(), []);
});

test('it is taken from a moment on, or as far as it reaches', () => {
  const ring = new PreRoll(1_000_000);
  const fill = () => {
    for (let s = 0; s < 60; s += 2) ring.add(part(s * 1000, s * 1000 + 2000, 10, s % 4 === 0), 30_000);
  };
  fill();
  assert.equal(ring.take(47_000)[0]!.fromMs, 44_000);
  fill();
  assert.equal(ring.take(5_000)[0]!.fromMs, 32_000);
});

test('whatever comes, it is bounded and begins with a key frame', () => {
  const each = fc.record({
    lengthMs: fc.integer({ min: 100, max: 3_000 }),
    bytes: fc.integer({ min: 1, max: 5_000 }),
    isKey: fc.boolean(),
    stepMs: fc.constantFrom(0, 0, 0, 0, -10_000, 10_000),
  });
  fc.assert(
    fc.property(fc.array(each, { maxLength: 60 }), (steps) => {
      const ring = new PreRoll(8_000);
      let atMs = 1_000_000;
      let newest: Part | null = null;
      for (const { lengthMs, bytes, isKey, stepMs } of steps) {
        atMs += stepMs;
        newest = part(atMs, atMs + lengthMs, bytes, isKey);
        ring.add(newest, 5_000);
        atMs += lengthMs;
      }
      const parts = ring.take();
      assert.ok(parts.reduce((sum, { bytes }) => sum + bytes, 0) <= 8_000);
      if (parts.length === 0) return;
      assert.equal(parts[0]!.startsWithKey, true);
      assert.equal(parts.at(-1), newest);
      if (parts.length > 1) assert.ok(parts.every(({ fromMs }) => fromMs <= newest!.fromMs));
    }),
  );
});
