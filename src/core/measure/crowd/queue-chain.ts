import type { Point } from '../../geometry.ts';
import type { Queue } from './queue-length.ts';

/**
 * The queue as a chain: from the service point over people who stand, each within `gapM` of the next, however the line bends.
 * Its length is that of the shortest such way to the one who is farthest along. `queueAlong` is the same for a line that
 * is drawn; here nobody has drawn one. A cluster around the line belongs to it.
 * @param standing ground metres. @param service ground metres, where people are served.
 */
export function queueChain(standing: readonly Point[], service: Point, gapM: number): Queue {
  const lengths = standing.map((p) => within(p, service, gapM));
  const isDone = standing.map(() => false);
  let lengthM = 0;
  let people = 0;
  for (;;) {
    let next = -1;
    for (let i = 0; i < lengths.length; i++) {
      if (!isDone[i] && (next < 0 || lengths[i]! < lengths[next]!)) next = i;
    }
    if (next < 0 || lengths[next] === Number.POSITIVE_INFINITY) return { lengthM, people };
    isDone[next] = true;
    lengthM = lengths[next]!;
    people++;
    for (let i = 0; i < lengths.length; i++) {
      if (isDone[i]) continue;
      lengths[i] = Math.min(lengths[i]!, lengthM + within(standing[i]!, standing[next]!, gapM));
    }
  }
}

/** Metres from a to b, without end when they are farther apart than the gap. */
function within(a: Point, b: Point, gapM: number): number {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  const squared = dx * dx + dy * dy;
  return squared <= gapM * gapM ? Math.sqrt(squared) : Number.POSITIVE_INFINITY;
}
