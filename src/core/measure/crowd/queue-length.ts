import type { Point } from '../../geometry.ts';
import { speedOf } from './individual-velocity.ts';
import type { Walker } from './trajectory.ts';

/** What counts as standing in line. */
export type QueueRule = {
  /** Slower than this stands in line, m/s. */
  readonly slowBelowMps: number;
  /** A wider gap along the line ends the queue, m. */
  readonly gapM: number;
  /** How far to the side of the drawn line people still belong to it, m. */
  readonly reachM: number;
};

/** 0.4 m/s, 1.5 m apart, 1 m to either side. */
export const usualQueueRule: QueueRule = { slowBelowMps: 0.4, gapM: 1.5, reachM: 1 };

export type Queue = {
  /** From the service point to the last in line, m along the drawn line; 0 when nobody stands. */
  readonly lengthM: number;
  readonly people: number;
};

/**
 * The queue along a drawn line: from the service point a chain of slow people with gaps of no more than `gapM`. Whoever
 * stands beyond a wider gap waits for something else. A queue that leaves the drawn line is cut off there.
 * @param line from the service point backwards, ground metres, 2 points or more.
 */
export function queueAlong(
  walkers: readonly Walker[],
  line: readonly Point[],
  rule: QueueRule = usualQueueRule,
): Queue {
  const standing = walkers
    .filter((w) => w.velocity !== null && speedOf(w.velocity)! < rule.slowBelowMps)
    .map((w) => placeAlong(w.at, line))
    .filter((place) => place.asideM <= rule.reachM)
    .map((place) => place.alongM)
    .sort((a, b) => a - b);
  let [lengthM, people] = [0, 0];
  for (const alongM of standing) {
    if (alongM - lengthM > rule.gapM) break;
    lengthM = alongM;
    people++;
  }
  return { lengthM, people };
}

/** The nearest place on the line: metres from its beginning, and metres to the side. */
function placeAlong(p: Point, line: readonly Point[]): { alongM: number; asideM: number } {
  let best = { alongM: 0, asideM: Number.POSITIVE_INFINITY };
  let before = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const dot = (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, dot / length ** 2));
    const asideM = Math.hypot(p.x - a.x - share * (b.x - a.x), p.y - a.y - share * (b.y - a.y));
    if (asideM < best.asideM) best = { alongM: before + share * length, asideM };
    before += length;
  }
  return best;
}
