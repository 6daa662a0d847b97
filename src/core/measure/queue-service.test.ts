import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService, expectedWait, followService, type Service } from './queue-service.ts';

const service = { x: 0, y: 0 };
/** Five who stand in line; the first is replaced by another track every `everyMs`, while the old one walks off. */
function serve(state: Service, of: { seconds: number; everyMs: number | null; fromMs?: number }): void {
  const fromMs = of.fromMs ?? 0;
  for (let ms = fromMs; ms < fromMs + of.seconds * 1_000; ms += 200) {
    const turn = of.everyMs === null ? 0 : Math.floor(ms / of.everyMs);
    const sinceMs = of.everyMs === null ? 0 : ms % of.everyMs;
    const standing = [0, 1, 2, 3, 4].map((i) => ({
      id: turn + i,
      at: { x: i * 0.8, y: 0 },
      isIn: true,
      isStanding: true,
    }));
    const leaving =
      turn === 0 || sinceMs > 4_000
        ? []
        : [{ id: turn - 1, at: { x: 0, y: sinceMs / 1_000 }, isIn: true, isStanding: false }];
    followService(state, { people: [...standing, ...leaving], waiting: 5, service, gapM: 1, tMs: ms });
  }
}

test('five in line of whom one is served every 20 s wait 100 s', () => {
  const state = createService();
  serve(state, { seconds: 240, everyMs: 20_000 });
  const { waitMs, served } = expectedWait(state, 5);
  assert.equal(served, 11);
  assert.ok(Math.abs(waitMs - 100_000) < 12_000, String(waitMs));
  assert.equal(expectedWait(state, 0).waitMs, 0);
});

test('while nobody is served the wait is as long as the queue has stood, and no rate', () => {
  const state = createService();
  serve(state, { seconds: 90, everyMs: null });
  assert.deepEqual(expectedWait(state, 5), { waitMs: 89_800, served: null });
  assert.equal(expectedWait(state, 2).waitMs, 0);
});

test('a long queue served slowly is not said to wait since it began', () => {
  const state = createService();
  serve(state, { seconds: 3_600, everyMs: 200_000 });
  assert.ok(expectedWait(state, 5).waitMs <= 1_500_000);
});

test('someone lost at the counter and found again there was not served', () => {
  const state = createService();
  for (let ms = 0; ms < 60_000; ms += 200) {
    const isLost = ms % 10_000 >= 8_000;
    const id = Math.floor(ms / 10_000);
    const first = { id, at: service, isIn: true, isStanding: true };
    const rest = [1, 2, 3].map((i) => ({
      id: 100 + i,
      at: { x: 1 + i, y: 0 },
      isIn: true,
      isStanding: true,
    }));
    followService(state, { people: isLost ? rest : [first, ...rest], waiting: 4, service, gapM: 1, tMs: ms });
  }
  assert.equal(expectedWait(state, 4).served, null);
  assert.equal(state.servedBusyMs.length, 0);
});
