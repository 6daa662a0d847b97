import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { atOf, columnsOf, following, leastViewMs, panned, xOf, zoomed } from './timeline-view.ts';

const hour = 3_600_000;
const day = { fromMs: Date.UTC(2026, 9, 24, 22), toMs: Date.UTC(2026, 9, 25, 23) };

test('zooming stays within the day and between a minute and all of it, whatever the wheel does', () => {
  const act = fc.record({
    factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let view = day;
      for (const { factor, share } of acts) {
        const aroundMs = view.fromMs + share * (view.toMs - view.fromMs);
        view = zoomed(view, day, { factor, aroundMs });
        assert.ok(view.fromMs >= day.fromMs - 1e-3 && view.toMs <= day.toMs + 1e-3);
        assert.ok(view.toMs - view.fromMs >= leastViewMs - 1e-3);
      }
    }),
  );
});

test('what is under the pointer stays under it', () => {
  const view = { fromMs: day.fromMs + 5 * hour, toMs: day.fromMs + 9 * hour };
  const aroundMs = view.fromMs + hour;
  const next = zoomed(view, day, { factor: 0.5, aroundMs });
  assert.equal(xOf(aroundMs, { view: next, widthPx: 800 }), xOf(aroundMs, { view, widthPx: 800 }));
  assert.equal(atOf(xOf(aroundMs, { view, widthPx: 800 }), { view, widthPx: 800 }), aroundMs);
});

test('a pan ends at the day’s end', () => {
  const view = { fromMs: day.toMs - 2 * hour, toMs: day.toMs - hour };
  assert.deepEqual(panned(view, day, 5 * hour), { fromMs: day.toMs - hour, toMs: day.toMs });
});

test('the view follows the player when it leaves it, and not before', () => {
  const view = { fromMs: day.fromMs, toMs: day.fromMs + hour };
  assert.equal(following(view, day, day.fromMs + 0.9 * hour), view);
  const next = following(view, day, day.fromMs + 1.5 * hour);
  assert.ok(next.fromMs < day.fromMs + 1.5 * hour && next.toMs > day.fromMs + 1.5 * hour);
});

test('however long the day, there is one value a column, and no peak is lost', () => {
  const values = Array.from({ length: 1_500 }, (_, minute) =>
    minute === 777 ? 9 : minute % 3 === 0 ? null : 1,
  );
  const columns = columnsOf(values, { fromMs: day.fromMs, stepMs: 60_000, view: day, columns: 300 });
  assert.equal(columns.length, 300);
  assert.equal(Math.max(...columns.map((value) => value ?? 0)), 9);
  const close = columnsOf(values, {
    fromMs: day.fromMs,
    stepMs: 60_000,
    view: { fromMs: day.fromMs + 777 * 60_000, toMs: day.fromMs + 778 * 60_000 },
    columns: 10,
  });
  assert.deepEqual(new Set(close), new Set([9]));
});
