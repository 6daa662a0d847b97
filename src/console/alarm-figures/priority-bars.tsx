import { useCallback } from 'react';
import uPlot from 'uplot';
import { priorities } from '../../core/priority.ts';
import { ticksIn } from '../footage/zone-time.ts';
import { useSite } from '../session.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './figures.module.css';
import { type Ink, Plot, plotFont } from './plot.tsx';
import { scalesOver, timeAxis } from './time-axis.ts';

export type PriorityCounts = {
  /** The middle of each bar, UTC ms. */
  readonly atMs: readonly number[];
  readonly high: readonly number[];
  readonly medium: readonly number[];
  readonly low: readonly number[];
};

/** Bars on a time axis, stacked by priority, under a dashed line where one is drawn. */
export function PriorityBars({
  barsFor,
  span,
  leastTop,
  line = null,
  widestPx = 24,
  label,
}: {
  /** As many as the width can tell apart. Made anew whenever it changes. */
  readonly barsFor: (widthPx: number) => PriorityCounts;
  readonly span: { readonly fromMs: number; readonly toMs: number };
  /** The axis reaches at least so far. */
  readonly leastTop: number;
  readonly line?: { readonly at: number; readonly name: string } | null;
  readonly widestPx?: number;
  /** What the chart says, for those who do not see it. */
  readonly label: string;
}) {
  const words = useWords();
  const formats = useFormats();
  const timeZone = useSite().data?.timeZone ?? 'UTC';
  const { fromMs, toMs } = span;
  const lineAt = line?.at ?? null;
  const draw = useCallback(
    (ink: Ink, widthPx: number) => {
      const { atMs, high, medium, low } = barsFor(widthPx);
      const paths = uPlot.paths.bars!({ size: [0.8, widestPx, 1], align: 0 });
      const bar = (token: string) => ({
        paths,
        fill: ink(token),
        stroke: ink(token),
        width: 0,
        points: { show: false },
      });
      const ticks = ticksIn({ fromMs, toMs }, { timeZone, most: Math.max(2, Math.floor(widthPx / 90)) });
      return {
        data: [
          atMs.map((ms) => ms / 1_000),
          high.map((n, i) => n + medium[i]! + low[i]!),
          high.map((n, i) => n + medium[i]!),
          [...high],
        ] as uPlot.AlignedData,
        options: {
          legend: { show: false },
          cursor: { show: false },
          padding: [10, 8, 0, 0] as uPlot.Padding,
          scales: scalesOver({ fromMs, toMs }, leastTop),
          axes: [
            timeAxis({ ticks, ink, formats, nowMs: toMs }),
            {
              size: 34,
              stroke: ink('--muted'),
              font: plotFont,
              gap: 4,
              grid: { stroke: ink('--line'), width: 1 },
              ticks: { show: false },
              values: (_: uPlot, marks: number[]) =>
                marks.map((mark) => (Number.isInteger(mark) ? formats.number(mark) : '')),
            },
          ],
          series: [{}, bar('--low'), bar('--medium'), bar('--high')],
          hooks: { draw: lineAt === null ? [] : [dashedLine(lineAt, ink)] },
        },
      };
    },
    [barsFor, fromMs, toMs, leastTop, lineAt, widestPx, timeZone, formats],
  );
  return (
    <figure className={style.figure}>
      <Plot draw={draw} label={label} />
      <figcaption className={style.legend}>
        {priorities.map((priority) => (
          <span key={priority}>
            <PriorityMark priority={priority} state="unacknowledged" size={12} isCalm />
            {words.alarms.priorities[priority]}
          </span>
        ))}
        {line !== null && (
          <span>
            <i className={style.dash} aria-hidden />
            {line.name}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

function dashedLine(at: number, ink: Ink) {
  return (plot: uPlot) => {
    const y = plot.valToPos(at, 'y', true);
    plot.ctx.save();
    plot.ctx.strokeStyle = ink('--text', 0.7);
    plot.ctx.lineWidth = devicePixelRatio;
    plot.ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    plot.ctx.beginPath();
    plot.ctx.moveTo(plot.bbox.left, y);
    plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
    plot.ctx.stroke();
    plot.ctx.restore();
  };
}
