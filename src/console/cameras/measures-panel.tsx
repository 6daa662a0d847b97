import { NativeSelect, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { AccuracyNote, ZoneAccuracyNote } from '../accuracy/note.tsx';
import { useServerNow } from '../live.ts';
import { freshnessOf } from '../ui/age.ts';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { type Formats, useFormats, useWords, type Words } from '../words/index.ts';
import { MeasureChart } from './measure-chart.tsx';
import { inOrder, type Series, tellingOf } from './measure-series.ts';
import style from './measures.module.css';
import { useSeries } from './use-series.ts';
import { digitsOf } from './zone-figure.ts';

/** Measures of a camera as small multiples on one time axis. */
export function MeasuresPanel({ camera }: { readonly camera: CameraView }) {
  const words = useWords();
  const now = useServerNow();
  const { table, isRead, error } = useSeries(camera.id);
  const [zoneId, setZone] = useState('');
  const [showsQuiet, setShowsQuiet] = useState(false);
  const [cursorMs, setCursor] = useState<number | null>(null);
  const zones = camera.zones.filter((zone) => zoneId === '' || zone.id === zoneId);
  const all = inOrder(
    table,
    zones.map((zone) => zone.id),
  );
  const telling = tellingOf(all);
  const quiet = all.filter((series) => !telling.has(series));
  const shown = showsQuiet ? all : all.filter((series) => telling.has(series));
  const names = useMemo(() => new Map(camera.zones.map((zone) => [zone.id, zone.name])), [camera.zones]);

  return (
    <section className={style.panel} aria-label={words.cameras.measures}>
      <header className={style.head}>
        <h2>{words.cameras.measures}</h2>
        {camera.zones.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.cameras.allZones}
            value={zoneId}
            onChange={(event) => setZone(event.currentTarget.value)}
            data={[
              { value: '', label: words.cameras.allZones },
              ...camera.zones.map((zone) => ({ value: zone.id, label: zone.name })),
            ]}
          />
        )}
      </header>
      {all.length > 0 && <AccuracyNote cameraId={camera.id} />}
      {error !== null && <p className={style.hint}>{problemText(error, words)}</p>}
      {!isRead && error === null && all.length === 0 && <RowsSkeleton n={4} height={56} />}
      {isRead && all.length === 0 && (
        <p className={style.hint}>
          {camera.zones.length === 0 ? words.cameras.measuresEmpty : words.cameras.measuresNoneIn}
        </p>
      )}
      <div className={style.charts}>
        {shown.map((series, i) => (
          <ChartRow
            key={series.key}
            cameraId={camera.id}
            series={series}
            zoneName={names.get(series.zoneId) ?? series.zoneId}
            nowMs={now}
            isLast={i === shown.length - 1}
            cursorMs={cursorMs}
            onCursor={setCursor}
          />
        ))}
      </div>
      {quiet.length > 0 && (
        <UnstyledButton
          className={style.quiet}
          onClick={() => setShowsQuiet(!showsQuiet)}
          aria-expanded={showsQuiet}
        >
          {showsQuiet ? words.cameras.hideQuiet : words.cameras.quietSeries(quiet.length)}
        </UnstyledButton>
      )}
    </section>
  );
}

function ChartRow({
  cameraId,
  series,
  zoneName,
  nowMs,
  isLast,
  cursorMs,
  onCursor,
}: {
  readonly cameraId: string;
  readonly series: Series;
  readonly zoneName: string;
  readonly nowMs: number;
  readonly isLast: boolean;
  readonly cursorMs: number | null;
  readonly onCursor: (atMs: number | null) => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const newest = series.points.at(-1)!;
  const point = cursorMs === null ? newest : nearest(series.points, cursorMs);
  const freshness = cursorMs === null ? freshnessOf(nowMs - newest.atMs) : 'fresh';
  const title = seriesTitle(series, words);
  const value = figure(point, words, formats);
  return (
    <div className={style.row}>
      <div className={style.rowHead}>
        <span className={style.title}>
          {title} <span className={style.zone}>{zoneName}</span>
        </span>
        <span className={style.value} data-freshness={freshness}>
          {value.number !== null && <b>{value.number}</b>} {value.rest}
        </span>
      </div>
      {series.kind === 'count' && series.category === 'person' && (
        <ZoneAccuracyNote cameraId={cameraId} zoneId={series.zoneId} />
      )}
      <div
        role="img"
        aria-label={words.cameras.chartLabel(title, zoneName, `${value.number ?? ''} ${value.rest}`.trim())}
      >
        <MeasureChart
          series={series}
          nowMs={nowMs}
          hasAxis={isLast}
          onCursor={onCursor}
          clock={formats.clock}
          number={formats.number}
        />
      </div>
    </div>
  );
}

function seriesTitle(series: Series, words: Words): string {
  const { kinds, categories, directions } = words.measures;
  const parts = [kinds[series.kind], categories[series.category].toLowerCase()];
  if (series.direction !== null) parts.push(directions[series.direction]);
  return parts.join(', ');
}

/** `3.1` and `±0.4 /m²`, or the reason why there is no number. */
function figure(point: Measure, words: Words, formats: Formats): { number: string | null; rest: string } {
  if (point.value === null)
    return { number: null, rest: words.measures.notes[point.note ?? 'not-measuring'] };
  const digits = digitsOf(point);
  const band =
    point.errorBand === null ? '' : words.measures.band(formats.band(point.errorBand, Math.max(digits, 1)));
  const more = point.note === 'beyond-range' || point.note === 'by-flow' ? `≥ ` : '';
  return {
    number: `${more}${formats.number(point.value, digits)}`,
    rest: [formats.unit(point.unit), band].filter((part) => part !== '').join(' '),
  };
}

function nearest(points: readonly Measure[], atMs: number): Measure {
  return points.reduce((best, p) => (Math.abs(p.atMs - atMs) < Math.abs(best.atMs - atMs) ? p : best));
}
