import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { HandoverFacts } from '../../contract/handovers.ts';
import type { CameraState } from '../../contract/shapes.ts';
import { titleOf } from '../../core/incident/words/index.ts';
import { titleOf as alarmTitleOf } from '../alarms/title.ts';
import { IncidentMark } from '../incidents/incident-mark.tsx';
import { useTerms } from '../incidents/use-terms.ts';
import { useServerNow } from '../live.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './handover.module.css';

/** What was open at the moment of a handover. Lists may be cut, counts are not. */
export function Facts({ facts }: { readonly facts: HandoverFacts }) {
  const words = useWords();
  const { handover: own } = words;
  const formats = useFormats();
  const terms = useTerms();
  const now = useServerNow(60_000);
  const { incidentCount, unacknowledgedCount, shelvedCount, notMeasuringCount } = facts;
  if (incidentCount + unacknowledgedCount + shelvedCount + notMeasuringCount === 0)
    return <p>{own.nothingOpen}</p>;
  const alarms = (listed: HandoverFacts['unacknowledged'], state: 'unacknowledged' | 'shelved') =>
    listed.map((alarm) => (
      <li key={alarm.id}>
        <PriorityMark priority={alarm.priority} state={state} size={14} isCalm />
        <span>
          <Link className={ui.link} to="/alarms/$alarmId" params={{ alarmId: alarm.id }}>
            {alarmTitleOf(alarm, words)}
          </Link>
          <span className={style.sub}>
            {alarm.cameraName} · {formats.moment(alarm.raisedAtMs, now)}
          </span>
        </span>
      </li>
    ));
  return (
    <div className={style.facts}>
      <Group title={own.incidents(incidentCount)} count={incidentCount} shown={facts.incidents.length}>
        {facts.incidents.map((incident) => (
          <li key={incident.id}>
            <IncidentMark incident={incident} size={14} />
            <span>
              <Link className={ui.link} to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
                {incident.number} · {titleOf(incident, terms)}
              </Link>
              <span className={style.sub}>
                {[
                  terms.states[incident.state],
                  incident.heldFor,
                  incident.commander ?? words.incidents.nobodyCommands,
                  incident.requiredOpen > 0 ? own.required(incident.requiredOpen) : null,
                  incident.overdue > 0 ? own.overdue(incident.overdue) : null,
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </Group>
      <Group
        title={own.unacknowledged(unacknowledgedCount)}
        count={unacknowledgedCount}
        shown={facts.unacknowledged.length}
      >
        {alarms(facts.unacknowledged, 'unacknowledged')}
      </Group>
      <Group title={own.shelved(shelvedCount)} count={shelvedCount} shown={facts.shelved.length}>
        {alarms(facts.shelved, 'shelved')}
      </Group>
      <Group
        title={own.notMeasuring(notMeasuringCount)}
        count={notMeasuringCount}
        shown={facts.notMeasuring.length}
      >
        {facts.notMeasuring.map(({ id, name, state }) => (
          <li key={id}>
            <span>
              <Link className={ui.link} to="/cameras/$cameraId" params={{ cameraId: id }}>
                {name}
              </Link>
              <span className={style.sub}>{words.cameraStates[state as CameraState] ?? state}</span>
            </span>
          </li>
        ))}
      </Group>
    </div>
  );
}

function Group({
  title,
  count,
  shown,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly shown: number;
  readonly children: ReactNode;
}) {
  const { handover: own } = useWords();
  if (count === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul>{children}</ul>
      {count > shown && <p className={ui.muted}>{own.andMore(count - shown)}</p>}
    </div>
  );
}
