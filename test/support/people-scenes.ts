/** People for scene tests: streams of walkers, and what a detector does to them. */
import type { Point } from '../../src/core/geometry.ts';
import { normal, randomOf } from './random.ts';
import { person, type Thing } from './scene-world.ts';

/** Feet that jitter by 0.25 m (one deviation, each axis, each frame anew) and are missed in 15 % of the frames. Says its seed. */
export function shaken(things: readonly Thing[], seed: number): Thing[] {
  console.log(`jitter and misses: seed ${seed}`);
  return things.map((thing, i) => {
    const random = randomOf(seed * 1_000 + i);
    return {
      ...thing,
      at: (ms) => {
        const at = thing.at(ms);
        return at === null ? null : { x: at.x + 0.25 * normal(random), y: at.y + 0.25 * normal(random) };
      },
      isSeen: (ms) => random() >= 0.15 && (thing.isSeen?.(ms) ?? true),
    };
  });
}

/** Walkers one after the other from `from` to `to`, one every `everyMs`, each in a lane of its own. */
export function stream(of: {
  readonly from: Point;
  readonly to: Point;
  readonly speedMps: number;
  readonly everyMs: number;
  readonly fromMs?: number;
  readonly untilMs: number;
}): Thing[] {
  const way = Math.hypot(of.to.x - of.from.x, of.to.y - of.from.y);
  const along = { x: (of.to.x - of.from.x) / way, y: (of.to.y - of.from.y) / way };
  const things: Thing[] = [];
  for (let startMs = of.fromMs ?? 0, i = 0; startMs < of.untilMs; startMs += of.everyMs, i++) {
    const aside = ((i % 5) - 2) * 0.6;
    things.push(
      person((ms) => {
        const gone = ((ms - startMs) / 1000) * of.speedMps;
        if (gone < 0 || gone > way) return null;
        return {
          x: of.from.x + along.x * gone - along.y * aside,
          y: of.from.y + along.y * gone + along.x * aside,
        };
      }),
    );
  }
  return things;
}

/** Feet on a square grid, `n` to a side. */
export function gridOf(n: number, pitchM: number, corner: Point): Point[] {
  return Array.from({ length: n * n }, (_, i) => ({
    x: corner.x + (i % n) * pitchM,
    y: corner.y + Math.floor(i / n) * pitchM,
  }));
}
