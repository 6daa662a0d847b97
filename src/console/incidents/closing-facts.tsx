import type { Incident } from '../../contract/incidents.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './incident-page.module.css';
import { useTerms } from './use-terms.ts';

/** Cause, outcome and lessons of what is over. */
export function ClosingFacts({ closing }: { readonly closing: NonNullable<Incident['closing']> }) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const formats = useFormats();
  return (
    <section className={`${ui.card} ${style.ending}`} aria-label={own.ending}>
      <h2>{own.ending}</h2>
      <dl className={style.pairs}>
        <dt>{own.outcome}</dt>
        <dd>{terms.outcomes[closing.outcome]}</dd>
        <dt>{own.cause}</dt>
        <dd>{terms.causes[closing.cause]}</dd>
        {closing.lessons !== '' && (
          <>
            <dt>{own.lessons}</dt>
            <dd className={style.words}>{closing.lessons}</dd>
          </>
        )}
        <dt>{terms.report.closed}</dt>
        <dd>{own.closedBy(closing.by, formats.dateTime(closing.atMs))}</dd>
      </dl>
    </section>
  );
}
