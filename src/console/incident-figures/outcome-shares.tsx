import type { IncidentFigures } from '../../contract/incident-figures.ts';
import { useTerms } from '../incidents/use-terms.ts';
import { useFormats } from '../words/index.ts';
import style from './incident-figures.module.css';

/** How closed incidents ended. */
export function OutcomeShares({
  outcomes,
  closed,
}: {
  readonly outcomes: IncidentFigures['outcomes'];
  readonly closed: number;
}) {
  const terms = useTerms();
  const formats = useFormats();
  return (
    <ul className={style.shares}>
      {outcomes.map(({ outcome, incidents }) => (
        <li key={outcome} data-outcome={outcome}>
          <span>{terms.outcomes[outcome]}</span>
          <span className={style.num}>{formats.number(incidents)}</span>
          <span className={style.num}>{formats.percent(incidents / closed)}</span>
          <span className={style.track} aria-hidden>
            <span style={{ width: `${(incidents / closed) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
