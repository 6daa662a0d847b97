import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Situation } from '../../core/situation/situation.ts';
import { layTimeline } from './timeline.ts';

const situation = (
  id: string,
  sinceMs: number,
  endedMs: number | null,
  zoneId: string | null = 'square',
): Situation => ({
  id,
  cameraId: 'c',
  kind: zoneId ? 'crowding' : 'camera-lost',
  zoneId,
  sinceMs,
  detectedAtMs: sinceMs,
  endedMs,
  certainty: 1,
  levelOfService: null,
  because: [],
});
const span = { fromMs: 1_000, toMs: 2_000 };

test('a situation is a bar from its beginning to its end, or to now while it lasts', () => {
  const [lane] = layTimeline([situation('a', 1_250, 1_500), situation('b', 1_750, null)], span);
  assert.deepEqual(
    lane?.bars.map(({ from, to, isOpen, row }) => ({ from, to, isOpen, row })),
    [
      { from: 0.25, to: 0.5, isOpen: false, row: 0 },
      { from: 0.75, to: 1, isOpen: true, row: 0 },
    ],
  );
});

test('overlapping situations of one zone stand below each other', () => {
  const [lane] = layTimeline(
    [situation('a', 1_100, 1_600), situation('b', 1_200, 1_300), situation('c', 1_300, 1_400)],
    span,
  );
  assert.deepEqual(
    lane?.bars.map(({ row }) => row),
    [0, 1, 1],
  );
  assert.equal(lane?.rows, 2);
});

test("the camera's own faults come first, and what lies outside the span is not shown", () => {
  const lanes = layTimeline(
    [situation('a', 1_100, 1_200), situation('b', 1_100, null, null), situation('old', 1, 999)],
    span,
  );
  assert.deepEqual(
    lanes.map(({ zoneId }) => zoneId),
    [null, 'square'],
  );
});

test('a situation heard twice is one bar, in its newest state', () => {
  const [lane] = layTimeline(
    [situation('a', 1_100, null), situation('a', 1_100, 1_200), situation('a', 1_100, null)],
    span,
  );
  assert.deepEqual(
    lane?.bars.map(({ isOpen }) => isOpen),
    [false],
  );
});
