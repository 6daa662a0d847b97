/** What health was lately, kept in the browser for the sparklines: the server tells only the newest. */
import type { Health } from '../../contract/shapes.ts';

export type Point = { readonly atMs: number; readonly value: number | null };
export type History = ReadonlyMap<string, readonly Point[]>;

/** 10 minutes at one answer every 5 s. */
const pointsKept = 120;
const leastPoints = 13;

/** The history with one more answer; the same answer twice changes nothing. */
export function remember(history: History, health: Health): History {
  const newest = [...history.values()][0]?.at(-1)?.atMs;
  if (newest === health.atMs) return history;
  const next = new Map<string, readonly Point[]>();
  for (const { stage, p95Ms } of health.stages) {
    const point = { atMs: health.atMs, value: p95Ms };
    next.set(stage, [...(history.get(stage) ?? []), point].slice(-pointsKept));
  }
  return next;
}

/** An SVG path over `width` x `height`; gaps where there was no value. */
export function sparkline(points: readonly Point[], width: number, height: number): string {
  const values = points.flatMap(({ value }) => value ?? []);
  if (values.length < 2) return '';
  const top = Math.max(...values, Number.EPSILON);
  // A minute fills the width at least: a line of two points would be a speck in the corner.
  const step = width / (Math.max(points.length, leastPoints) - 1);
  const left = width - (points.length - 1) * step;
  let isDown = false;
  return points
    .map(({ value }, i) => {
      if (value === null) {
        isDown = false;
        return '';
      }
      const move = isDown ? 'L' : 'M';
      isDown = true;
      return `${move}${(left + i * step).toFixed(1)} ${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`;
    })
    .join('');
}
