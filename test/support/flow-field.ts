/** Flow for tests, from velocities on the ground. */
import type { FlowField } from '../../src/core/flow-field.ts';
import type { Point } from '../../src/core/geometry.ts';
import type { FlowPlaces } from '../../src/core/measure/flow/flow-places.ts';

/** @param velocity of each place, m/s; null: not known. */
export function fieldOf(
  { ground, metres, points }: FlowPlaces,
  zoneId: string,
  velocity: (at: Point, i: number) => Point | null,
): FlowField {
  const intervalMs = 200;
  const moved = new Float32Array(points.length).fill(Number.NaN);
  ground.forEach((at, i) => {
    const v = velocity(at, i);
    if (v === null) return;
    const [a, b, c, d] = metres.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    const [x, y] = [(v.x * intervalMs) / 1000, (v.y * intervalMs) / 1000];
    const det = a * d - b * c;
    moved[2 * i] = (d * x - b * y) / det;
    moved[2 * i + 1] = (a * y - c * x) / det;
  });
  return { zoneId, intervalMs, moved };
}
