import { useCallback } from 'react';
import type uPlot from 'uplot';
import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { ticksIn } from '../footage/zone-time.ts';
import { useSite } from '../session.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './figures.module.css';
import { type Ink, Plot, plotFont } from './plot.tsx';
import { scalesOver, timeAxis } from './time-axis.ts';

/** Median and 95th percentile of the time to acknowledge, a point a shift. */
export function AnswerChart({ figures }: { readonly figures: AlarmFigures }) {
  const words = useWords();
  const formats = useFormats();
  const timeZone = useSite().data?.timeZone ?? 'UTC';
  const { shifts, whole, fromMs, toMs } = figures;
  const draw = useCallback(
    (ink: Ink, widthPx: number) => {
      const ticks = ticksIn({ fromMs, toMs }, { timeZone, most: Math.max(2, Math.floor(widthPx / 90)) });
      const line = (token: string, dash?: number[]) => ({
        stroke: ink(token),
        width: 1.5,
        ...(dash === undefined ? {} : { dash }),
        points: { show: true, size: 6, fill: ink(token), stroke: ink(token) },
      });
      return {
        data: [
          shifts.map((shift) => (shift.fromMs + shift.toMs) / 2_000),
          shifts.map((shift) => shift.acknowledgeMedianMs),
          shifts.map((shift) => shift.acknowledgeP95Ms),
        ] as uPlot.AlignedData,
        options: {
          legend: { show: false },
          cursor: { show: false },
          padding: [10, 8, 0, 0] as uPlot.Padding,
          scales: scalesOver({ fromMs, toMs }, 10_000),
          axes: [
            timeAxis({ ticks, ink, formats, nowMs: toMs }),
            {
              size: 62,
              stroke: ink('--muted'),
              font: plotFont,
              gap: 4,
              grid: { stroke: ink('--line'), width: 1 },
              ticks: { show: false },
              // Round in the sexagesimal way: nobody reads 16 min 40 s at a glance.
              incrs: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400].map(
                (s) => s * 1_000,
              ),
              values: (_: uPlot, marks: number[]) => marks.map((ms) => formats.duration(ms)),
            },
          ],
          series: [{}, line('--text'), line('--muted', [6, 4])],
        },
      };
    },
    [shifts, fromMs, toMs, timeZone, formats],
  );
  const said = (ms: number | null) => (ms === null ? '–' : formats.duration(ms));
  const label = `${words.figures.answers}: ${words.figures.median} ${said(whole.acknowledgeMedianMs)}, ${words.figures.p95} ${said(whole.acknowledgeP95Ms)}`;
  return (
    <figure className={style.figure}>
      <Plot draw={draw} label={label} />
      <figcaption className={style.legend}>
        <span>
          <i className={style.line} aria-hidden />
          {words.figures.median} <b>{said(whole.acknowledgeMedianMs)}</b>
        </span>
        <span>
          <i className={style.dash} aria-hidden />
          {words.figures.p95} <b>{said(whole.acknowledgeP95Ms)}</b>
        </span>
        <span title={words.figures.lateHint}>
          {words.figures.late} <b>{whole.lateShare === null ? '–' : formats.percent(whole.lateShare)}</b>
        </span>
        <span>
          {words.figures.nuisance}{' '}
          <b>{whole.nuisanceShare === null ? '–' : formats.percent(whole.nuisanceShare)}</b>
        </span>
      </figcaption>
    </figure>
  );
}
