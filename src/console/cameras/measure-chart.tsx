import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Formats } from '../words/formats.ts';
import { columnsOf, type Series, spanMs } from './measure-series.ts';
import style from './measures.module.css';

const plainHeight = 60;
const axisHeight = 22;
const inkOf = (plot: uPlot) => getComputedStyle(plot.root).color;

/**
 * One series over the last ten minutes: a line with its error band, gaps where nothing was measured. All charts share
 * one cursor.
 * @param onCursor index of the point under the cursor, null when it left.
 */
export function MeasureChart({
  series,
  nowMs,
  hasAxis,
  onCursor,
  clock,
  number,
}: {
  readonly series: Series;
  readonly nowMs: number;
  readonly hasAxis: boolean;
  readonly onCursor: (atMs: number | null) => void;
  readonly clock: (atMs: number) => string;
  readonly number: Formats['number'];
}) {
  const host = useRef<HTMLDivElement>(null);
  const report = useRef(onCursor);
  report.current = onCursor;
  const label = useRef(clock);
  label.current = clock;
  const write = useRef(number);
  write.current = number;
  const [plot, setPlot] = useState<uPlot | null>(null);

  useEffect(() => {
    const place = host.current;
    if (!place) return;
    const height = plainHeight + (hasAxis ? axisHeight : 0);
    const made = new uPlot(
      {
        width: Math.max(80, place.clientWidth),
        height,
        legend: { show: false },
        padding: [8, 2, hasAxis ? 0 : 8, 0],
        cursor: {
          sync: { key: 'camera-measures' },
          y: false,
          points: { size: 5 },
          drag: { x: false, y: false },
        },
        scales: {
          x: { time: true, range: (_, min, max) => [min, max] },
          y: { range: (_, min, max) => [Math.min(0, min ?? 0), Math.max(1e-6, niceMax(max ?? 1))] },
        },
        axes: [
          {
            show: hasAxis,
            size: axisHeight,
            stroke: inkOf,
            grid: { show: false },
            ticks: { show: false },
            gap: 4,
            font: '11px "Inter Variable", system-ui, sans-serif',
            splits: (plot) => minuteMarks(plot, 2),
            values: (_, marks) => marks.map((s) => label.current(s * 1_000).slice(0, 5)),
          },
          {
            size: 34,
            stroke: inkOf,
            gap: 4,
            font: '11px "Inter Variable", system-ui, sans-serif',
            grid: { stroke: (plot) => faint(plot, 0.14), width: 1 },
            ticks: { show: false },
            splits: (plot) => [0, plot.scales.y?.max ?? 1],
            values: (_, marks) => marks.map((value) => (value === 0 ? '0' : short(value, write.current))),
          },
        ],
        series: [
          {},
          { stroke: inkOf, width: 1.5, points: { show: false } },
          { stroke: 'transparent', points: { show: false } },
          { stroke: 'transparent', points: { show: false } },
        ],
        bands: [{ series: [3, 2], fill: (plot) => faint(plot, 0.18) }],
        hooks: {
          setCursor: [
            (plot) => {
              const { idx, left } = plot.cursor;
              const atS = idx === null || idx === undefined || (left ?? -1) < 0 ? null : plot.data[0][idx];
              report.current(atS === null || atS === undefined ? null : atS * 1_000);
            },
          ],
        },
      },
      [[], [], [], []],
      place,
    );
    setPlot(made);
    const observer = new ResizeObserver(() =>
      made.setSize({ width: Math.max(80, place.clientWidth), height }),
    );
    observer.observe(place);
    return () => {
      observer.disconnect();
      made.destroy();
      setPlot(null);
    };
  }, [hasAxis]);

  useEffect(() => {
    if (plot === null) return;
    plot.setData(columnsOf(series.points), false);
    plot.setScale('x', { min: (nowMs - spanMs) / 1_000, max: nowMs / 1_000 });
  }, [plot, series.points, nowMs]);

  return <div ref={host} className={style.chart} />;
}

function faint(plot: uPlot, share: number): string {
  return inkOf(plot).replace(/^rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+).*$/, `rgba($1, $2, $3, ${share})`);
}

function niceMax(max: number): number {
  if (!(max > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return ([1, 1.5, 2, 3, 5, 7.5, 10].find((step) => step * power >= max) ?? 10) * power;
}

function short(value: number, number: Formats['number']): string {
  const rounded = Number(value.toPrecision(2));
  return number(
    value >= 10 ? value : rounded,
    value >= 10 ? 0 : (String(rounded).split('.')[1]?.length ?? 0),
  );
}

function minuteMarks(plot: uPlot, minutes: number): number[] {
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  const step = minutes * 60;
  const marks: number[] = [];
  for (let s = Math.ceil((min ?? 0) / step) * step; s <= (max ?? 0); s += step) marks.push(s);
  return marks;
}
