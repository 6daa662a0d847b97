import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lanePath } from './lane-path.ts';
import { follow, stepTraffic, type Vehicle } from './traffic.ts';

const lane = lanePath('test', [
  { x: 0, y: 0 },
  { x: 0, y: 2_000 },
]);

function vehicle(
  id: number,
  alongM: number,
  speedMps: number,
  wishMps: number,
  halt: Vehicle['halt'] = null,
): Vehicle {
  return {
    id,
    look: { model: 'saloon', paint: [200, 200, 200] },
    lengthM: 4.5,
    wishMps,
    lane,
    alongM,
    speedMps,
    accelerationMps2: 0,
    halt,
  };
}

test("at the model's own equilibrium gap a follower neither speeds up nor brakes", () => {
  // Treiber et al. 2000, eq. 12: s_e(v) = (s0 + v T) / sqrt(1 - (v / v0)^4).
  const [speedMps, wishMps] = [10, 15];
  const gapM = (2.2 + speedMps * 1.3) / Math.sqrt(1 - (speedMps / wishMps) ** 4);
  assert.ok(Math.abs(follow({ speedMps, wishMps, gapM, leaderMps: speedMps })) < 1e-12);
});

test('a column behind a vehicle that stops never collides, and stands behind it', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          gapM: fc.double({ min: 18, max: 60, noNaN: true }),
          wish: fc.double({ min: 8, max: 16, noNaN: true }),
        }),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      (followers) => {
        const column = [vehicle(0, 300, 10, 10, { atM: 340, fromMs: 0, untilMs: 60_000, hazard: true })];
        for (const [i, { gapM, wish }] of followers.entries()) {
          column.push(vehicle(i + 1, column[i]!.alongM - 4.5 - gapM, Math.min(10, wish), wish));
        }
        for (let ms = 0; ms < 55_000; ms += 50) {
          stepTraffic(column, () => null, ms, 0.05);
          for (let i = 1; i < column.length; i++) {
            const gap = column[i - 1]!.alongM - 4.5 - column[i]!.alongM;
            assert.ok(gap > 0, `${gap} m behind ${i - 1} at ${ms} ms`);
          }
        }
        assert.ok(
          column[0]!.speedMps < 0.05 && Math.abs(column[0]!.alongM - 340) < 1.5,
          `${column[0]!.alongM}`,
        );
      },
    ),
    { seed: 11, numRuns: 40 },
  );
});

test('the halted vehicle drives on when its time is over', () => {
  const halted = vehicle(0, 300, 10, 10, { atM: 340, fromMs: 0, untilMs: 20_000, hazard: true });
  for (let ms = 0; ms < 40_000; ms += 50) stepTraffic([halted], () => null, ms, 0.05);
  assert.ok(halted.speedMps > 9 && halted.alongM > 400);
});
