import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import {
  type IncidentCause,
  type IncidentOutcome,
  incidentCauses,
  incidentOutcomes,
} from '../../core/incident/incident.ts';
import { wordingIn } from '../../core/incident/procedure.ts';
import { missingTasks } from '../../core/incident/task.ts';
import { useLanguage, useWords } from '../words/index.ts';
import { close } from './change-incident.ts';
import { FormFrame } from './form-frame.tsx';
import style from './incidents.module.css';
import { useTerms } from './use-terms.ts';

/** Outcome, cause and lessons; not before the required steps are done. */
export function CloseForm({
  incident,
  onClose,
}: {
  readonly incident: Incident;
  readonly onClose: () => void;
}) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const language = useLanguage();
  const [outcome, setOutcome] = useState<IncidentOutcome | null>(null);
  const [cause, setCause] = useState<IncidentCause | null>(null);
  const [lessons, setLessons] = useState('');
  const missing = missingTasks(incident.tasks);
  return (
    <FormFrame
      action={own.close}
      isReady={missing.length === 0 && outcome !== null && cause !== null}
      send={() => close(incident, { outcome: outcome!, cause: cause!, lessons })}
      onClose={onClose}
    >
      {missing.length > 0 && (
        <div role="alert" className={style.missing}>
          <p>{own.notYet(missing.length)}</p>
          <ul>
            {missing.map(({ id, text }) => (
              <li key={id}>{wordingIn(text, language)}</li>
            ))}
          </ul>
        </div>
      )}
      <Select
        label={own.outcome}
        data-autofocus
        value={outcome}
        data={incidentOutcomes.map((value) => ({ value, label: terms.outcomes[value] }))}
        onChange={(value) => setOutcome(value as IncidentOutcome | null)}
      />
      <Select
        label={own.cause}
        value={cause}
        data={incidentCauses.map((value) => ({ value, label: terms.causes[value] }))}
        onChange={(value) => setCause(value as IncidentCause | null)}
      />
      <Textarea
        label={own.lessons}
        description={own.lessonsHint}
        autosize
        minRows={2}
        maxLength={4_000}
        value={lessons}
        onChange={(event) => setLessons(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
