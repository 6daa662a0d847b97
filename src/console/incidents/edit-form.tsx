import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import { type IncidentKind, incidentKinds } from '../../core/incident/incident.ts';
import { type Priority, priorities } from '../../core/priority.ts';
import { useWords } from '../words/index.ts';
import { edit } from './change-incident.ts';
import { FormFrame } from './form-frame.tsx';
import { useTerms } from './use-terms.ts';

/** What the incident is, where, and how urgent. */
export function EditForm({
  incident,
  onClose,
}: {
  readonly incident: Incident;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { incidents: own } = words;
  const terms = useTerms();
  const [kind, setKind] = useState<IncidentKind>(incident.kind);
  const [title, setTitle] = useState(incident.title ?? '');
  const [place, setPlace] = useState(incident.place);
  const [priority, setPriority] = useState<Priority>(incident.priority);
  const titleOrNone = title.trim() === '' ? null : title.trim();
  return (
    <FormFrame
      action={words.common.save}
      send={() => edit(incident, { kind, title: titleOrNone, place, priority })}
      onClose={onClose}
    >
      <Select
        label={own.kind}
        searchable
        allowDeselect={false}
        value={kind}
        data={incidentKinds.map((value) => ({ value, label: terms.kinds[value] }))}
        onChange={(value) => setKind((value ?? kind) as IncidentKind)}
      />
      <TextInput
        label={own.place}
        data-autofocus
        maxLength={200}
        value={place}
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
      <TextInput
        label={own.ownTitle}
        description={own.ownTitleHint}
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label={own.priority}
        fullWidth
        value={priority}
        onChange={(value) => setPriority(value as Priority)}
        data={priorities.map((value) => ({ value, label: terms.priorities[value] }))}
      />
    </FormFrame>
  );
}
