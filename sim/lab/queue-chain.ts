/** How long a queue truly is: from the service point from one who waits to the next. */
import type { Point } from '../../src/core/geometry.ts';
import type { LabActor } from './actor.ts';

export function queueLengthM(
  people: readonly LabActor[],
  tip: Point,
  rule: { readonly maxSpeedMps: number; readonly gapM: number },
): number {
  const waiting = people.filter((a) => a.vx * a.vx + a.vy * a.vy < rule.maxSpeedMps ** 2);
  const chain: Point[] = [tip];
  const rest = new Set(waiting);
  let lengthM = 0;
  for (let i = 0; i < chain.length; i++) {
    for (const a of rest) {
      if (distance(chain[i]!, a) > rule.gapM) continue;
      rest.delete(a);
      chain.push(a);
      lengthM = Math.max(lengthM, distance(tip, a));
    }
  }
  return lengthM;
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}
