import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Incident, LogEntry } from '../../contract/incidents.ts';
import { ApiProblem } from '../client.ts';
import { useKeys } from '../keys/keys.ts';
import { useIncidents } from '../live.ts';
import { useMay } from '../session.ts';
import { problemText } from '../ui/problem-text.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { CamerasPanel } from './cameras-panel.tsx';
import { resume, setTask, take } from './change-incident.ts';
import { ClosingFacts } from './closing-facts.tsx';
import { IncidentForms, type OpenForm } from './incident-forms.tsx';
import { IncidentHead } from './incident-head.tsx';
import style from './incident-page.module.css';
import { incidentQuery } from './incident-queries.ts';
import { JoinedAlarms } from './joined-alarms.tsx';
import { LogPanel } from './log-panel.tsx';
import { focusNote } from './note-form.tsx';
import { RolesPanel } from './roles-panel.tsx';
import { currentStep, stepBy } from './step-state.ts';
import { StepsPanel } from './steps-panel.tsx';
import { UnitsPanel } from './units-panel.tsx';

/** One incident: what it is, what is to be done, what was done, who does it, and how it ends. */
export function IncidentPage({ incidentId }: { readonly incidentId: string }) {
  const words = useWords();
  const live = useIncidents().get(incidentId);
  const { data, error } = useQuery(incidentQuery(incidentId));
  const read = data?.incident;
  const incident = live !== undefined && (read === undefined || live.version >= read.version) ? live : read;
  if (incident !== undefined) return <Worked key={incident.id} incident={incident} log={data?.log ?? null} />;
  if (error === null) return <PageSkeleton />;
  const isGone = error instanceof ApiProblem && [400, 404].includes(error.status);
  return (
    <div className={ui.empty}>
      <p>{isGone ? words.incidents.gone : problemText(error, words)}</p>
      <Button variant="default" component={Link} to="/incidents">
        {words.incidents.title}
      </Button>
    </div>
  );
}

function Worked({
  incident,
  log,
}: {
  readonly incident: Incident;
  readonly log: readonly LogEntry[] | null;
}) {
  const mayWrite = useMay('incident.write');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [form, setForm] = useState<OpenForm | null>(null);
  const isOver = incident.state === 'closed';
  const mayChange = mayWrite && !isOver;
  const current = mayChange ? currentStep(incident.tasks, chosenId) : null;

  const done = async (taskId: string) => {
    // The next open step comes forward by itself.
    if ((await setTask(incident, taskId, 'done')) !== null) setChosenId(null);
  };
  const move = (by: 1 | -1) => setChosenId(stepBy(incident.tasks, current?.id ?? chosenId, by)?.id ?? null);
  useKeys({
    ...(mayChange
      ? {
          d: () => {
            if (current?.state === 'open') void done(current.id);
          },
          w: () => {
            if (current?.state === 'open') setForm({ is: 'done', taskId: current.id });
          },
          j: () => move(1),
          k: () => move(-1),
          t: () => {
            if (incident.state === 'open') void take(incident);
            else if (incident.state === 'on-hold') void resume(incident);
          },
          c: () => setForm({ is: 'close' }),
        }
      : {}),
    ...(mayWrite ? { l: focusNote } : {}),
  });

  return (
    <div className={ui.page}>
      <IncidentHead incident={incident} onForm={setForm} />
      <div className={style.grid}>
        <div className={style.column}>
          {incident.closing !== null && <ClosingFacts closing={incident.closing} />}
          <StepsPanel
            incident={incident}
            current={current}
            onChoose={setChosenId}
            onDone={(id) => void done(id)}
            onForm={setForm}
          />
          <LogPanel incident={incident} log={log} />
        </div>
        <div className={style.column}>
          <CamerasPanel incident={incident} />
          <JoinedAlarms incident={incident} />
          <UnitsPanel incident={incident} />
          <RolesPanel incident={incident} />
        </div>
      </div>
      <IncidentForms
        incident={incident}
        form={form}
        onClose={() => {
          // After a step was dealt with, the next open one comes forward here too.
          if (form?.is === 'done' || form?.is === 'skip') setChosenId(null);
          setForm(null);
        }}
      />
    </div>
  );
}
