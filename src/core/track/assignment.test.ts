import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assign } from './assignment.ts';

test('no other pairing gains more', () => {
  const worlds = fc.integer({ min: 0, max: 5 }).chain((rows) =>
    fc.integer({ min: 0, max: 5 }).chain((columns) =>
      fc.record({
        rows: fc.constant(rows),
        columns: fc.constant(columns),
        // Few distinct values, so that ties are common.
        gains: fc.array(fc.integer({ min: -1, max: 4 }), {
          minLength: rows * columns,
          maxLength: rows * columns,
        }),
      }),
    ),
  );
  fc.assert(
    fc.property(worlds, ({ rows, columns, gains }) => {
      const pairing = assign(Float64Array.from(gains), rows, columns);
      const used = new Set<number>();
      let gained = 0;
      for (const [r, c] of pairing.entries()) {
        if (c === -1) continue;
        assert.ok(!used.has(c), 'a column was given twice');
        used.add(c);
        const gain = gains[r * columns + c]!;
        assert.ok(gain > 0, 'a pair without gain was made');
        gained += gain;
      }
      assert.equal(gained, mostByTryingAll(gains, rows, columns));
    }),
    { numRuns: 500 },
  );
});

test('a crowd of 300 is paired exactly', () => {
  // Each row gains most from its own column, a little from the neighbour.
  const n = 300;
  const gains = new Float64Array(n * n);
  for (let r = 0; r < n; r++) {
    gains[r * n + ((r * 7) % n)] = 0.9;
    gains[r * n + ((r * 7 + 7) % n)] = 0.5;
  }
  assert.deepEqual(
    [...assign(gains, n, n)],
    Array.from({ length: n }, (_, r) => (r * 7) % n),
  );
});

function mostByTryingAll(gains: readonly number[], rows: number, columns: number, row = 0, used = 0): number {
  if (row === rows) return 0;
  let best = mostByTryingAll(gains, rows, columns, row + 1, used);
  for (let c = 0; c < columns; c++) {
    if (used & (1 << c)) continue;
    const gain = Math.max(0, gains[row * columns + c]!);
    best = Math.max(best, gain + mostByTryingAll(gains, rows, columns, row + 1, used | (1 << c)));
  }
  return best;
}
