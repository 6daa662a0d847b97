import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { GapCause } from '../../core/recording/gap.ts';
import { GapTeller } from './gap-teller.ts';

function teller() {
  const words: [GapCause | null, number][] = [];
  const gaps = new GapTeller({
    cameraId: 'yard',
    kind: 'masked',
    say: (message) => {
      if (message.type === 'recording.gap') words.push([message.cause, message.atMs]);
    },
  });
  return { gaps, words };
}

test('the first durable footage ends whatever gap was open, and nothing is said twice', () => {
  const { gaps, words } = teller();
  for (const atMs of [100, 200, 300]) gaps.recorded(gaps.nextTurn(), atMs);
  gaps.begin('camera-lost', 400);
  gaps.begin('camera-lost', 500);
  assert.deepEqual(words, [
    [null, 100],
    ['camera-lost', 400],
  ]);
});

test('footage from before a gap that becomes durable late does not end it', () => {
  const { gaps, words } = teller();
  gaps.recorded(gaps.nextTurn(), 100);
  const late = gaps.nextTurn();
  gaps.begin('camera-lost', 300);
  gaps.recorded(late, 200);
  gaps.recorded(gaps.nextTurn(), 900);
  assert.deepEqual(words, [
    [null, 100],
    ['camera-lost', 300],
    [null, 900],
  ]);
});

test('footage between two gaps is told even if both began before it was durable', () => {
  const { gaps, words } = teller();
  gaps.begin('not-wanted', 0);
  const [first, second] = [gaps.nextTurn(), gaps.nextTurn()];
  gaps.begin('not-wanted', 300);
  gaps.recorded(first, 100);
  gaps.recorded(second, 200);
  assert.deepEqual(words, [
    ['not-wanted', 0],
    [null, 100],
    ['not-wanted', 300],
  ]);
});

test('a clock that is set back keeps no gap open', () => {
  const { gaps, words } = teller();
  gaps.begin('camera-lost', 9_000);
  gaps.recorded(gaps.nextTurn(), 1_000);
  assert.deepEqual(words.at(-1), [null, 1_000]);
});

test('whatever comes in whatever order: words alternate, and in the end they say whether it is recorded', () => {
  const causes = ['camera-lost', 'not-wanted', 'storage-slow'] as const;
  const step = fc.oneof(
    fc.record({ kind: fc.constant('footage'), isLost: fc.boolean() }),
    fc.record({ kind: fc.constant('gap'), cause: fc.constantFrom(...causes) }),
    fc.record({ kind: fc.constant('settle') }),
    fc.record({ kind: fc.constant('dropped') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { gaps, words } = teller();
      const waiting: { turn: number; atMs: number; isLost: boolean }[] = [];
      let isGap: boolean | null = null;
      let atMs = 0;
      const settle = () => {
        const next = waiting.shift();
        if (next === undefined) return;
        if (next.isLost) {
          gaps.begin('storage-failed', next.atMs, next.turn);
          gaps.lost(next.turn);
        } else gaps.recorded(next.turn, next.atMs);
      };
      for (const each of steps) {
        atMs += 10;
        if (each.kind === 'footage' && 'isLost' in each) {
          waiting.push({ turn: gaps.nextTurn(), atMs, isLost: each.isLost });
          isGap = each.isLost;
        } else if (each.kind === 'gap' && 'cause' in each) {
          gaps.begin(each.cause, atMs);
          isGap = true;
        } else if (each.kind === 'dropped') {
          const turn = gaps.nextTurn();
          gaps.begin('storage-slow', atMs, turn);
          gaps.lost(turn);
          isGap = true;
        } else settle();
      }
      while (waiting.length > 0) settle();
      words.forEach(([cause], i) => {
        if (i > 0) assert.notEqual(cause, words[i - 1]![0]);
      });
      if (isGap !== null) assert.equal(gaps.isRecording, !isGap, JSON.stringify(words));
    }),
    { numRuns: 2_000 },
  );
});
