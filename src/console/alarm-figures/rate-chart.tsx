import { useCallback } from 'react';
import uPlot from 'uplot';
import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { floodAbove } from '../../core/alarm/figures/alarm-rate.ts';
import { priorities } from '../../core/priority.ts';
import { ticksIn } from '../footage/zone-time.ts';
import { useSite } from '../session.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './figures.module.css';
import { barsOf } from './grouped-periods.ts';
import { type Ink, Plot, plotFont } from './plot.tsx';
import { timeAxis } from './time-axis.ts';

const barPx = 5;

/** Alarms of each ten minutes, stacked by priority, under the line where a flood begins. */
export function RateChart({ figures }: { readonly figures: AlarmFigures }) {
  const words = useWords();
  const formats = useFormats();
  const timeZone = useSite().data?.timeZone ?? 'UTC';
  const { periods, whole, fromMs, toMs } = figures;
  const draw = useCallback(
    (ink: Ink, widthPx: number) => {
      const bars = barsOf(periods, Math.max(20, widthPx / barPx));
      const top = bars.high.map((high, i) => high + bars.medium[i]! + bars.low[i]!);
      const middle = bars.high.map((high, i) => high + bars.medium[i]!);
      const halfMs = bars.spanMs / 2;
      const paths = uPlot.paths.bars!({ size: [0.8, 24, 1], align: 0 });
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
          bars.fromMs.map((ms) => (ms + halfMs) / 1_000),
          top,
          middle,
          [...bars.high],
        ] as uPlot.AlignedData,
        options: {
          legend: { show: false },
          cursor: { show: false },
          padding: [10, 8, 0, 0] as uPlot.Padding,
          scales: {
            x: { time: true, range: () => [fromMs / 1_000, toMs / 1_000] as [number, number] },
            y: {
              range: (_: uPlot, __: number, max: number) =>
                [0, Math.max(floodAbove * 1.25, (max ?? 0) * 1.1)] as [number, number],
            },
          },
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
          hooks: {
            draw: [
              (plot: uPlot) => {
                const y = plot.valToPos(floodAbove, 'y', true);
                plot.ctx.save();
                plot.ctx.strokeStyle = ink('--text', 0.7);
                plot.ctx.lineWidth = devicePixelRatio;
                plot.ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
                plot.ctx.beginPath();
                plot.ctx.moveTo(plot.bbox.left, y);
                plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
                plot.ctx.stroke();
                plot.ctx.restore();
              },
            ],
          },
        },
      };
    },
    [periods, fromMs, toMs, timeZone, formats],
  );
  const label = `${words.figures.rate}: ${words.figures.alarms(whole.alarms)}, ${words.figures.floods(whole.floods)}`;
  return (
    <figure className={style.figure}>
      <Plot draw={draw} label={label} />
      <figcaption className={style.legend}>
        {priorities.map((priority) => (
          <span key={priority}>
            <PriorityMark priority={priority} state="unacknowledged" size={12} />
            {words.alarms.priorities[priority]}
          </span>
        ))}
        <span>
          <i className={style.dash} aria-hidden />
          {words.figures.floodLine}
        </span>
      </figcaption>
    </figure>
  );
}
