import { Link, useRouter } from '@tanstack/react-router';
import type { Incident } from '../../contract/incidents.ts';
import { isOverdue } from '../../core/incident/task.ts';
import { titleOf } from '../../core/incident/words/index.ts';
import { useServerNow } from '../live.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { IncidentMark } from './incident-mark.tsx';
import style from './incidents.module.css';
import { progress } from './step-state.ts';
import { useTerms } from './use-terms.ts';

/** Incidents as rows; a row opens its incident. */
export function IncidentTable({ incidents }: { readonly incidents: readonly Incident[] }) {
  const { columns } = useWords().incidents;
  return (
    <div className={ui.tableWrap}>
      <table className={`${ui.table} ${style.table}`}>
        <thead>
          <tr>
            <th>{columns.what}</th>
            <th>{columns.state}</th>
            <th className={style.wide}>{columns.command}</th>
            <th className={style.wide}>{columns.steps}</th>
            <th className={ui.num}>{columns.opened}</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => (
            <Row key={incident.id} incident={incident} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ incident }: { readonly incident: Incident }) {
  const words = useWords();
  const formats = useFormats();
  const terms = useTerms();
  const router = useRouter();
  const now = useServerNow();
  const params = { incidentId: incident.id };
  const { done, all } = progress(incident.tasks);
  const late = incident.state === 'closed' ? 0 : incident.tasks.filter((task) => isOverdue(task, now)).length;
  return (
    // The link inside is the keyboard's way; the whole row is a larger target for the mouse.
    <tr
      className={style.row}
      data-incident={incident.id}
      onClick={() => void router.navigate({ to: '/incidents/$incidentId', params })}
    >
      <td>
        <span className={style.what}>
          <IncidentMark incident={incident} size={16} />
          <span className={style.number}>{incident.number}</span>
          <Link
            to="/incidents/$incidentId"
            params={params}
            className={style.link}
            onClick={(event) => event.stopPropagation()}
          >
            {titleOf(incident, terms)}
          </Link>
          <span className="visually-hidden">
            {words.alarms.priority(words.alarms.priorities[incident.priority])}
          </span>
        </span>
      </td>
      <td>
        {terms.states[incident.state]}
        {late > 0 && <span className={style.late}>{words.incidents.overdue(late)}</span>}
      </td>
      <td className={style.wide}>{incident.roles.command ?? '–'}</td>
      <td className={`${style.wide} tabular`}>{words.incidents.stepsDone(done, all)}</td>
      <td className={ui.num}>{formats.moment(incident.openedAtMs, now)}</td>
    </tr>
  );
}
