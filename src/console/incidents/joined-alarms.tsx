import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import { type Proposal, proposeIncidents } from '../../core/incident/propose.ts';
import { pictureUrl } from '../alarms/alarm-picture.tsx';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { titleOf } from '../alarms/title.ts';
import { useAlarms, useCameras, useIncidents, useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { attach, detach } from './change-incident.ts';
import style from './incident-page.module.css';
import { incidentOf } from './open-incident.ts';
import { useBecause } from './use-because.ts';

/** More are proposed to nobody's use. */
const mostProposed = 5;

/** The alarms of an incident, and those that may belong to it: a person decides. */
export function JoinedAlarms({ incident }: { readonly incident: Incident }) {
  const { incidents: own } = useWords();
  const mayChange = useMay('incident.write') && incident.state !== 'closed';
  const proposals = useProposals(incident);
  if (incident.alarms.length === 0 && proposals.length === 0) return null;
  return (
    <section className={`${ui.card} ${style.alarms}`} aria-label={own.alarms} data-part="alarms">
      <h2>{own.alarms}</h2>
      {incident.alarms.length === 0 && <p className={ui.muted}>{own.noAlarms}</p>}
      <ul className={style.rows}>
        {incident.alarms.map((alarm) => (
          <Joined key={alarm.id} incident={incident} alarm={alarm} mayChange={mayChange} />
        ))}
      </ul>
      {mayChange && proposals.length > 0 && (
        <>
          <h3 className={style.subTitle}>{own.mayBelong}</h3>
          <ul className={style.rows}>
            {proposals.map(({ alarm, proposal }) => (
              <Proposed key={alarm.id} {...{ incident, alarm, proposal }} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Joined({
  incident,
  alarm,
  mayChange,
}: {
  readonly incident: Incident;
  readonly alarm: Incident['alarms'][number];
  readonly mayChange: boolean;
}) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow(60_000);
  const state = useAlarms().get(alarm.id)?.state;
  const title = titleOf(alarm, words);
  return (
    <li className={style.row} data-alarm={alarm.id}>
      {alarm.hasPicture && <img className={style.thumb} src={pictureUrl(alarm)} alt="" loading="lazy" />}
      <div className={style.rowWords}>
        <span className={style.rowTitle}>
          <PriorityMark priority={alarm.priority} state={state ?? 'normal'} size={14} />
          <Link className={ui.link} to="/alarms/$alarmId" params={{ alarmId: alarm.id }}>
            {title}
          </Link>
        </span>
        <span className={style.sub}>
          {[alarm.cameraName, formats.moment(alarm.raisedAtMs, now), state && words.alarms.states[state]]
            .filter((part) => part !== undefined && part !== '')
            .join(' · ')}
        </span>
      </div>
      {mayChange && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={words.incidents.detachAlarm(title)}
          onClick={() => void detach(incident, alarm.id)}
        >
          {words.incidents.detach}
        </Button>
      )}
    </li>
  );
}

function Proposed({
  incident,
  alarm,
  proposal,
}: {
  readonly incident: Incident;
  readonly alarm: AlarmView;
  readonly proposal: Proposal;
}) {
  const words = useWords();
  const because = useBecause(proposal);
  const title = titleOf(alarm, words);
  return (
    <li className={style.row} data-proposed={alarm.id}>
      <div className={style.rowWords}>
        <span className={style.rowTitle}>
          <PriorityMark priority={alarm.priority} state={alarm.state} size={14} />
          <Link className={ui.link} to="/alarms/$alarmId" params={{ alarmId: alarm.id }}>
            {title}
          </Link>
        </span>
        <span className={style.sub}>{because}</span>
      </div>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={words.incidents.attachAlarm(title)}
        onClick={() => void attach(incident, alarm.id)}
      >
        {words.incidents.attach}
      </Button>
    </li>
  );
}

function useProposals(incident: Incident) {
  const alarms = useOpenAlarms();
  const incidents = useIncidents();
  const cameras = useCameras();
  return useMemo(() => {
    const where = (cameraId: string) => cameras.get(cameraId)?.position ?? null;
    return alarms
      .filter((alarm) => incidentOf(alarm.id, incidents.values()) === null)
      .flatMap((alarm) => proposeIncidents(alarm, [incident], where).map((proposal) => ({ alarm, proposal })))
      .sort((a, b) => a.proposal.apartMs - b.proposal.apartMs)
      .slice(0, mostProposed);
  }, [alarms, incidents, cameras, incident]);
}
