import type { IncidentGroupFigures } from '../../contract/incident-figures.ts';
import figures from '../alarm-figures/figures.module.css';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';

export const waitNames = ['enRoute', 'onScene', 'closing'] as const;

/** How many, and how long help and ending took: the median large, the 95th percentile and of how many below. */
export function WaitTiles({ whole }: { readonly whole: IncidentGroupFigures }) {
  const { incidentFigures: own } = useWords();
  const formats = useFormats();
  return (
    <ul className={figures.tiles}>
      <li className={ui.card} data-figure="opened">
        <h3>{own.opened}</h3>
        <p className={figures.value}>{formats.number(whole.incidents)}</p>
        <p className={figures.target}>{whole.open === 0 ? own.allClosed : own.stillOpen(whole.open)}</p>
      </li>
      {waitNames.map((name) => {
        const { incidents, medianMs, p95Ms } = whole[name];
        return (
          <li key={name} className={ui.card} data-figure={name}>
            <h3>{own.times[name]}</h3>
            <p className={figures.value}>{medianMs === null ? '–' : formats.duration(medianMs)}</p>
            <p className={figures.target}>
              {p95Ms !== null && `${own.p95(formats.duration(p95Ms))} · `}
              {own.ofIncidents(incidents, whole.incidents)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
