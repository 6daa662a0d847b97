import { Link } from '@tanstack/react-router';
import type { IncidentFigures } from '../../contract/incident-figures.ts';
import { titleOf } from '../../core/incident/words/index.ts';
import { useTerms } from '../incidents/use-terms.ts';
import { useServerNow } from '../live.ts';
import ui from '../ui/ui.module.css';
import { useFormats } from '../words/index.ts';
import style from './incident-figures.module.css';

/** What closed incidents say should be done otherwise, each with the way to its incident. */
export function LessonsList({ lessons }: Pick<IncidentFigures, 'lessons'>) {
  const terms = useTerms();
  const formats = useFormats();
  const now = useServerNow(60_000);
  return (
    <ul className={style.lessons}>
      {lessons.map((one) => (
        <li key={one.id} data-lesson={one.id}>
          <p>{one.lessons}</p>
          <p className={style.sub}>
            {one.number} ·{' '}
            <Link to="/incidents/$incidentId" params={{ incidentId: one.id }} className={ui.link}>
              {titleOf(one, terms)}
            </Link>{' '}
            · {formats.moment(one.atMs, now)}
          </p>
        </li>
      ))}
    </ul>
  );
}
