import type { IncidentFigures } from '../../contract/incident-figures.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './incident-figures.module.css';

const height = 20;
const widestPx = 150;

/** A bar a day, small enough for a row of a table. @param most what the tallest bar of the table stands for. */
export function DayStrip({
  days,
  counts,
  most,
}: {
  readonly days: IncidentFigures['days'];
  readonly counts: readonly number[];
  readonly most: number;
}) {
  const { incidentFigures: own } = useWords();
  const formats = useFormats();
  // Bars of a week are wide enough to be told apart, those of a month as wide as fits.
  const step = Math.min(12, Math.max(4, Math.floor(widestPx / days.length)));
  const top = counts.reduce((best, n, i) => (n > counts[best]! ? i : best), 0);
  const last = days.at(-1)?.toMs ?? 0;
  return (
    <svg
      className={style.strip}
      role="img"
      aria-label={own.mostInADay(counts[top] ?? 0, formats.day(days[top]?.fromMs ?? last, last))}
      viewBox={`0 0 ${days.length * step} ${height}`}
      width={days.length * step}
      height={height}
    >
      {counts.map((n, i) => {
        // A day with one incident is seen beside a day with fifty; a day with none is a line.
        const tall = n === 0 ? 1 : Math.max(3, (n / most) * height);
        return (
          <rect
            key={days[i]!.fromMs}
            data-is-none={n === 0}
            x={i * step}
            y={height - tall}
            width={step - 1}
            height={tall}
          />
        );
      })}
    </svg>
  );
}
