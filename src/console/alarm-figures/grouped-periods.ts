/** Ten-minute periods put together where there are more of them than bars that can be told apart. Pure. */
import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { priorities } from '../../core/priority.ts';

export type Bars = {
  /** How long each bar stands for, ms. */
  readonly spanMs: number;
  readonly fromMs: readonly number[];
  readonly high: readonly number[];
  readonly medium: readonly number[];
  readonly low: readonly number[];
};

const groups = [1, 3, 6, 12, 18, 36, 72, 144];

/** A bar is the period of its group with the most alarms: a flood is not averaged away. */
export function barsOf({ fromMs, stepMs, ...counts }: AlarmFigures['periods'], most: number): Bars {
  const n = counts.high.length;
  const size = groups.find((group) => n / group <= most) ?? groups.at(-1)!;
  const worst = Array.from({ length: Math.ceil(n / size) }, (_, group) => {
    let found = group * size;
    for (let i = found; i < Math.min(n, (group + 1) * size); i++) if (sum(i) > sum(found)) found = i;
    return found;
  });
  function sum(i: number): number {
    return priorities.reduce((total, priority) => total + counts[priority][i]!, 0);
  }
  const of = (values: readonly number[]) => worst.map((i) => values[i]!);
  return {
    spanMs: size * stepMs,
    fromMs: worst.map((_, group) => fromMs + group * size * stepMs),
    high: of(counts.high),
    medium: of(counts.medium),
    low: of(counts.low),
  };
}
