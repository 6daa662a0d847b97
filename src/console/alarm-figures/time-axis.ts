import type uPlot from 'uplot';
import type { Formats } from '../words/index.ts';
import { type Ink, plotFont } from './plot.tsx';

const dayMs = 86_400_000;

/** Marks at round times of the site's clock: days where a mark stands for a day or more, else hours and minutes. */
export function timeAxis({
  ticks,
  ink,
  formats,
  nowMs,
}: {
  readonly ticks: { readonly stepMs: number; readonly atMs: readonly number[] };
  readonly ink: Ink;
  readonly formats: Formats;
  readonly nowMs: number;
}): uPlot.Axis {
  return {
    size: 24,
    stroke: ink('--muted'),
    font: plotFont,
    gap: 4,
    grid: { show: false },
    ticks: { show: false },
    splits: () => ticks.atMs.map((ms) => ms / 1_000),
    values: (_, marks) =>
      marks.map((s) =>
        ticks.stepMs >= dayMs ? formats.day(s * 1_000, nowMs) : formats.clock(s * 1_000).slice(0, 5),
      ),
  };
}

/** The span across, and from nothing up to what is shown, or to `leastTop` where that is less. */
export function scalesOver(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  leastTop: number,
) {
  return {
    x: { time: true, range: () => [fromMs / 1_000, toMs / 1_000] as [number, number] },
    y: {
      range: (_: unknown, __: number, max: number) =>
        [0, Math.max(leastTop, (max ?? 0) * 1.1)] as [number, number],
    },
  };
}
