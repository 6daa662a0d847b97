import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FootageSegment } from '../../contract/recording.ts';
import { aheadOf, isSeamless, pieceAfter, pieceAt, piecesOf, runFrom } from './pieces.ts';

const startMs = Date.UTC(2026, 9, 25, 0, 30);

/** Groups of pictures of 1.5 s, one behind the other. */
function segment(
  id: string,
  fromMs: number,
  groups: number,
  kind: 'masked' | 'sealed' = 'masked',
): FootageSegment {
  return {
    id,
    kind,
    fromMs,
    toMs: fromMs + groups * 1_500,
    codec: 'avc1.42C01E',
    widthPx: 640,
    heightPx: 360,
    bytes: 700 + groups * 1_000,
    end: 'full',
    clockOffsetMs: null,
    fragments: Array.from({ length: groups }, (_, i) => ({
      fromMs: fromMs + i * 1_500,
      offset: 700 + i * 1_000,
      bytes: 1_000,
    })),
  };
}

const two = piecesOf([segment('b', startMs + 60_000, 40), segment('a', startMs, 40)]);

test('the piece of an instant is the one whose picture stands then, across the border of two files', () => {
  assert.equal(pieceAt(two, startMs)?.segmentId, 'a');
  assert.equal(pieceAt(two, startMs + 59_999)?.fromMs, startMs + 58_500);
  assert.equal(pieceAt(two, startMs + 60_000)?.segmentId, 'b');
  assert.equal(pieceAt(two, startMs - 1), null);
});

test('the last picture stays for a moment, then there is nothing', () => {
  const endMs = startMs + 120_000;
  assert.equal(pieceAt(two, endMs + 499)?.toMs, endMs);
  assert.equal(pieceAt(two, endMs + 500), null);
});

test('sealed footage is nothing to play', () => {
  assert.deepEqual(piecesOf([segment('s', startMs, 4, 'sealed')]), []);
});

test('every piece has the next, and none follows the last', () => {
  let piece = two[0]!;
  let count = 1;
  for (let next = pieceAfter(two, piece); next !== null; next = pieceAfter(two, piece)) {
    assert.ok(isSeamless(piece, next));
    piece = next;
    count++;
  }
  assert.equal(count, 80);
});

test('a run is one stretch of one file, no longer and no larger than asked, and never empty', () => {
  fc.assert(
    fc.property(fc.nat(79), fc.nat(60_000), fc.nat(50_000), (first, ms, bytes) => {
      const run = runFrom(two, two[first]!, { ms, bytes });
      assert.equal(run[0], two[first]);
      for (const [i, piece] of run.entries()) {
        if (i === 0) continue;
        assert.equal(piece.segmentId, run[0]!.segmentId);
        assert.equal(piece.offset, run[i - 1]!.offset + run[i - 1]!.bytes);
      }
      if (run.length > 1) {
        assert.ok(run.at(-1)!.toMs - run[0]!.fromMs <= ms);
        assert.ok(run.reduce((sum, piece) => sum + piece.bytes, 0) <= bytes);
      }
    }),
  );
});

test('the faster it plays, the further ahead is fetched, first what is shown first', () => {
  const atMs = startMs + 30_000;
  const usual = aheadOf(two, { atMs, speed: 1 });
  const fast = aheadOf(two, { atMs, speed: 8 });
  assert.equal(usual[0], pieceAt(two, atMs));
  assert.ok(usual.length >= 2 && fast.length > usual.length);
  const back = aheadOf(two, { atMs, speed: -2 });
  assert.ok(back[0]!.fromMs <= atMs && back.at(-1)!.fromMs < back[0]!.fromMs);
});

test('where the clock was set back, the later beginning is played', () => {
  const pieces = piecesOf([segment('first', startMs, 40), segment('second', startMs + 15_000, 40)]);
  assert.equal(pieceAt(pieces, startMs + 15_100)?.segmentId, 'second');
});
