import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FootageGap, FootageSegment } from '../../contract/recording.ts';
import { coverageOf, endBefore, joined, startAfter } from './coverage.ts';

const minute = 60_000;
const dayMs = Date.UTC(2026, 10, 24);
const span = { fromMs: dayMs, toMs: dayMs + 60 * minute };
const nowMs = span.toMs + minute;

function segment(from: number, to: number): FootageSegment {
  return {
    id: `${from}`,
    kind: 'masked',
    fromMs: dayMs + from * minute,
    toMs: dayMs + to * minute,
    codec: '',
    widthPx: 640,
    heightPx: 360,
    bytes: 1,
    end: 'full',
    clockOffsetMs: null,
    fragments: null,
  };
}
const gap = (from: number, to: number | null, cause: FootageGap['cause']): FootageGap => ({
  cameraId: 'square',
  kind: 'masked',
  fromMs: dayMs + from * minute,
  toMs: to === null ? null : dayMs + to * minute,
  cause,
});
const inMinutes = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => [
  (fromMs - dayMs) / minute,
  (toMs - dayMs) / minute,
];

test('files that meet are one stretch; holes between have the cause that the ledger names', () => {
  const { recorded, holes } = coverageOf(
    { segments: [segment(1, 2), segment(0, 1), segment(10, 60)], gaps: [gap(2, 10, 'camera-lost')] },
    { span, nowMs },
  );
  assert.deepEqual(recorded.map(inMinutes), [
    [0, 2],
    [10, 60],
  ]);
  assert.deepEqual(
    holes.map((hole) => [...inMinutes(hole), hole.cause]),
    [[2, 10, 'camera-lost']],
  );
});

test('one hole may have several causes, and what the ledger does not tell is unknown', () => {
  const { holes } = coverageOf(
    {
      segments: [segment(0, 10), segment(40, 60)],
      gaps: [gap(10, 20, 'storage-full'), gap(25, 30, 'system-stopped')],
    },
    { span, nowMs },
  );
  assert.deepEqual(
    holes.map((hole) => [...inMinutes(hole), hole.cause]),
    [
      [10, 20, 'storage-full'],
      [20, 25, 'unknown'],
      [25, 30, 'system-stopped'],
      [30, 40, 'unknown'],
    ],
  );
});

test('what is still to come is no hole, and one that lasts ends now', () => {
  const now = dayMs + 30 * minute;
  const { holes } = coverageOf(
    { segments: [segment(0, 20)], gaps: [gap(20, null, 'camera-disabled')] },
    { span, nowMs: now, growingSlackMs: 0 },
  );
  assert.deepEqual(
    holes.map((hole) => [...inMinutes(hole), hole.cause]),
    [[20, 30, 'camera-disabled']],
  );
});

test('a clock that was set back is told as a time recorded twice', () => {
  const { twice, recorded } = coverageOf(
    { segments: [segment(0, 30), segment(20, 60)], gaps: [] },
    { span, nowMs },
  );
  assert.deepEqual(twice.map(inMinutes), [[20, 30]]);
  assert.deepEqual(recorded.map(inMinutes), [[0, 60]]);
});

test('recorded and holes together fill the span, without overlapping', () => {
  const minutes = fc.integer({ min: -10, max: 70 });
  const pair = fc.tuple(minutes, minutes).filter(([a, b]) => a < b);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 8 }), fc.array(pair, { maxLength: 4 }), (files, gaps) => {
      const { recorded, holes } = coverageOf(
        {
          segments: files.map(([a, b]) => segment(a, b)),
          gaps: gaps.map(([a, b]) => gap(a, b, 'camera-lost')),
        },
        { span, nowMs },
      );
      const all = [...recorded, ...holes].sort((a, b) => a.fromMs - b.fromMs);
      assert.equal(all[0]!.fromMs, span.fromMs);
      assert.equal(all.at(-1)!.toMs, span.toMs);
      for (let i = 1; i < all.length; i++) assert.equal(all[i]!.fromMs, all[i - 1]!.toMs);
    }),
  );
});

test('a gap is passed over to where any of the cameras goes on', () => {
  const of = (...files: FootageSegment[]) => coverageOf({ segments: files, gaps: [] }, { span, nowMs });
  const any = joined([of(segment(0, 10), segment(50, 60)), of(segment(5, 12), segment(40, 45))])!;
  assert.equal(startAfter(any, dayMs + 12 * minute), dayMs + 40 * minute);
  assert.equal(endBefore(any, dayMs + 30 * minute), dayMs + 12 * minute);
  assert.equal(startAfter(any, dayMs + 55 * minute), null);
});
