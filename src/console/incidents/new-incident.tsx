import { Button, Modal, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { type IncidentKind, incidentKinds, reportedKinds } from '../../core/incident/incident.ts';
import { type Priority, priorities } from '../../core/priority.ts';
import { call } from '../client.ts';
import { putIncident } from '../live.ts';
import { problemText } from '../ui/problem-text.ts';
import { useFocusBack } from '../ui/use-focus-back.ts';
import { useWords } from '../words/index.ts';
import style from './incidents.module.css';
import { useTerms } from './use-terms.ts';

/** What people report comes first: what cameras see usually comes by an alarm. */
const kinds: readonly IncidentKind[] = [
  ...reportedKinds,
  ...incidentKinds.filter((kind) => !(reportedKinds as readonly string[]).includes(kind)),
];

/** An incident from a call or from what somebody sees. What is typed straight after it was asked for is its kind. */
export function NewIncident({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.incidents.create}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <NewIncidentForm onClose={onClose} />
    </Modal>
  );
}

function NewIncidentForm({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { incidents: own } = words;
  const terms = useTerms();
  const router = useRouter();
  const [kind, setKind] = useState<IncidentKind | null>(null);
  const [priority, setPriority] = useState<Priority>('medium');
  const [origin, setOrigin] = useState<'call' | 'person'>('call');
  const [place, setPlace] = useState('');
  const [said, setSaid] = useState('');
  const kindField = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => kindField.current?.focus(), []);
  const create = useMutation({
    mutationFn: (body: { kind: IncidentKind }) =>
      call('incidents.create', { body: { ...body, priority, origin, place, words: said } }),
    onSuccess: (incident) => {
      putIncident(incident);
      onClose();
      void router.navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id } });
    },
  });
  return (
    <form
      className={style.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (kind !== null) create.mutate({ kind });
      }}
    >
      <Select
        label={own.kind}
        ref={kindField}
        data-autofocus
        searchable
        value={kind}
        data={kinds.map((value) => ({ value, label: terms.kinds[value] }))}
        onChange={(value) => setKind(value as IncidentKind | null)}
      />
      <TextInput
        label={own.place}
        description={own.placeHint}
        maxLength={200}
        value={place}
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
      <Textarea
        label={own.words}
        description={own.wordsHint}
        autosize
        minRows={2}
        maxLength={4_000}
        value={said}
        onChange={(event) => setSaid(event.currentTarget.value)}
      />
      <Labelled label={own.origin}>
        <SegmentedControl
          aria-label={own.origin}
          fullWidth
          value={origin}
          onChange={(value) => setOrigin(value as 'call' | 'person')}
          data={(['call', 'person'] as const).map((value) => ({ value, label: terms.origins[value] }))}
        />
      </Labelled>
      <Labelled label={own.priority}>
        <SegmentedControl
          aria-label={own.priority}
          fullWidth
          value={priority}
          onChange={(value) => setPriority(value as Priority)}
          data={priorities.map((value) => ({ value, label: terms.priorities[value] }))}
        />
      </Labelled>
      <div role="alert">
        {create.error !== null && <p className={style.bad}>{problemText(create.error, words)}</p>}
      </div>
      <Button type="submit" loading={create.isPending} disabled={kind === null}>
        {own.createFromAlarm}
      </Button>
    </form>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <p className={style.label} aria-hidden>
        {label}
      </p>
      {children}
    </div>
  );
}
