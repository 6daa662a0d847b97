import { useCallback } from 'react';
import type { IncidentFigures } from '../../contract/incident-figures.ts';
import { PriorityBars } from '../alarm-figures/priority-bars.tsx';
import { useWords } from '../words/index.ts';

/** Incidents opened on each day, stacked by priority. */
export function DayChart({ figures }: { readonly figures: IncidentFigures }) {
  const { incidentFigures: own } = useWords();
  const { days, byPriority, whole } = figures;
  const barsFor = useCallback(
    () => ({ atMs: days.map(({ fromMs, toMs }) => (fromMs + toMs) / 2), ...byPriority }),
    [days, byPriority],
  );
  return (
    <PriorityBars
      barsFor={barsFor}
      span={figures}
      leastTop={4}
      widestPx={40}
      label={`${own.perDay}: ${own.incidents(whole.incidents)}`}
    />
  );
}
