import { useCallback } from 'react';
import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { floodAbove } from '../../core/alarm/figures/alarm-rate.ts';
import { useWords } from '../words/index.ts';
import { barsOf } from './grouped-periods.ts';
import { PriorityBars } from './priority-bars.tsx';

const barPx = 5;

/** Alarms of each ten minutes, stacked by priority, under the line where a flood begins. */
export function RateChart({ figures }: { readonly figures: AlarmFigures }) {
  const words = useWords();
  const { periods, whole } = figures;
  const barsFor = useCallback(
    (widthPx: number) => {
      const { spanMs, fromMs, ...counts } = barsOf(periods, Math.max(20, widthPx / barPx));
      return { ...counts, atMs: fromMs.map((ms) => ms + spanMs / 2) };
    },
    [periods],
  );
  return (
    <PriorityBars
      barsFor={barsFor}
      span={figures}
      leastTop={floodAbove * 1.25}
      line={{ at: floodAbove, name: words.figures.floodLine }}
      label={`${words.figures.rate}: ${words.figures.alarms(whole.alarms)}, ${words.figures.floods(whole.floods)}`}
    />
  );
}
