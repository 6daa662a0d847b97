import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import type { ProposalView } from '../../contract/incidents.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import { titleOf } from '../../core/incident/words/index.ts';
import { call } from '../client.ts';
import { useIncidents } from '../live.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { attach } from './change-incident.ts';
import { IncidentMark } from './incident-mark.tsx';
import style from './incident-page.module.css';
import { incidentOf, openFromAlarm } from './open-incident.ts';
import { useBecause } from './use-because.ts';
import { useTerms } from './use-terms.ts';

/** Opens an incident from the alarm, or leads to the one it belongs to. */
export function IncidentButton({
  alarm,
  size = 'sm',
  className = '',
}: {
  readonly alarm: AlarmView;
  readonly size?: 'sm' | 'md';
  readonly className?: string;
}) {
  const { incidents: own } = useWords();
  const router = useRouter();
  const mayWrite = useMay('incident.write');
  const incident = incidentOf(alarm.id, useIncidents().values());
  if (incident === null && !mayWrite) return null;
  const go = async () => {
    const incidentId = await openFromAlarm(alarm);
    if (incidentId !== null) await router.navigate({ to: '/incidents/$incidentId', params: { incidentId } });
  };
  return (
    <Button
      size={size}
      className={className}
      variant="default"
      onClick={() => void go()}
      rightSection={<Kbd>I</Kbd>}
    >
      {incident === null ? own.ofAlarm : own.goTo(incident.number)}
    </Button>
  );
}

/** On the alarm's page: the incident it belongs to, else those it may belong to. */
export function IncidentOfAlarm({ alarm }: { readonly alarm: AlarmView }) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const incidents = useIncidents();
  const incident = incidentOf(alarm.id, incidents.values());
  const mayWrite = useMay('incident.write');
  const { data = [] } = useQuery({
    queryKey: [
      'incidents',
      'proposed',
      alarm.id,
      [...incidents.values()].map(({ version }) => version).join(),
    ],
    queryFn: ({ signal }) => call('incidents.propose', { params: { id: alarm.id } }, signal),
    enabled: incident === null && mayWrite,
    placeholderData: (before) => before,
  });
  if (incident === null && (data.length === 0 || !mayWrite)) return null;
  return (
    <section className={`${ui.card} ${style.ofAlarm}`} aria-label={own.ofAlarm} data-part="incident">
      <h2>{incident === null ? own.mayBelongTo : own.ofAlarm}</h2>
      <ul className={style.rows}>
        {incident !== null ? (
          <li className={style.row}>
            <IncidentMark incident={incident} size={14} />
            <div className={style.rowWords}>
              <Link className={ui.link} to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
                {incident.number} · {titleOf(incident, terms)}
              </Link>
              <span className={style.sub}>{terms.states[incident.state]}</span>
            </div>
          </li>
        ) : (
          data
            .slice(0, 3)
            .map((proposal) => <Proposed key={proposal.incident.id} alarm={alarm} proposal={proposal} />)
        )}
      </ul>
    </section>
  );
}

function Proposed({ alarm, proposal }: { readonly alarm: AlarmView; readonly proposal: ProposalView }) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const because = useBecause(proposal);
  const { incident } = proposal;
  const title = titleOf(incident, terms);
  return (
    <li className={style.row}>
      <IncidentMark incident={incident} size={14} />
      <div className={style.rowWords}>
        <Link className={ui.link} to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
          {incident.number} · {title}
        </Link>
        <span className={style.sub}>{because}</span>
      </div>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={own.attachAlarm(title)}
        onClick={() => void attach(incident, alarm.id)}
      >
        {own.attach}
      </Button>
    </li>
  );
}
