import { Button, Modal, MultiSelect, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import {
  type IncidentCause,
  type IncidentKind,
  type IncidentOutcome,
  incidentCauses,
  incidentKinds,
  incidentOutcomes,
} from '../../core/incident/incident.ts';
import { wordingIn } from '../../core/incident/procedure.ts';
import { missingTasks } from '../../core/incident/task.ts';
import { type Priority, priorities } from '../../core/priority.ts';
import { unreachable } from '../../core/unreachable.ts';
import { call } from '../client.ts';
import { useCameras } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { useLanguage, useWords } from '../words/index.ts';
import { chooseCameras, close, edit, hold, reopen, setTask } from './change-incident.ts';
import style from './incidents.module.css';
import { useTerms } from './use-terms.ts';

export type OpenForm =
  | { readonly is: 'close' | 'hold' | 'reopen' | 'edit' | 'cameras' | 'report' }
  | { readonly is: 'skip' | 'done'; readonly taskId: string };

/** The one form that is open over the page of an incident. */
export function IncidentForms({
  incident,
  form,
  onClose,
}: {
  readonly incident: Incident;
  readonly form: OpenForm | null;
  readonly onClose: () => void;
}) {
  const words = useWords();
  if (form === null) return null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={titleOfForm(form, incident, words)}
      size={form.is === 'report' ? 'lg' : 'md'}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Content incident={incident} form={form} onClose={onClose} />
    </Modal>
  );
}

function titleOfForm(form: OpenForm, { number }: Incident, words: ReturnType<typeof useWords>): string {
  const { incidents: own } = words;
  switch (form.is) {
    case 'close':
      return own.closeTitle(number);
    case 'hold':
      return own.hold;
    case 'reopen':
      return own.reopen;
    case 'edit':
      return own.editTitle;
    case 'cameras':
      return own.chooseCameras;
    case 'report':
      return own.reportTitle;
    case 'skip':
      return own.skipTitle;
    case 'done':
      return own.doneWith;
    default:
      return unreachable(form);
  }
}

function Content({
  incident,
  form,
  onClose,
}: {
  readonly incident: Incident;
  readonly form: OpenForm;
  readonly onClose: () => void;
}) {
  const { incidents: own } = useWords();
  switch (form.is) {
    case 'close':
      return <CloseForm incident={incident} onClose={onClose} />;
    case 'hold':
      return (
        <ReasonForm
          label={own.holdReason}
          action={own.hold}
          onClose={onClose}
          give={(reason) => hold(incident, reason)}
        />
      );
    case 'reopen':
      return (
        <ReasonForm
          label={own.reopenReason}
          action={own.reopen}
          onClose={onClose}
          give={(reason) => reopen(incident, reason)}
        />
      );
    case 'skip':
      return (
        <ReasonForm
          label={own.skipReason}
          action={own.skip}
          onClose={onClose}
          give={(reason) => setTask(incident, form.taskId, 'skipped', reason)}
        />
      );
    case 'done':
      return (
        <ReasonForm
          label={own.noteOfStep}
          action={own.done}
          onClose={onClose}
          give={(found) => setTask(incident, form.taskId, 'done', found)}
        />
      );
    case 'edit':
      return <EditForm incident={incident} onClose={onClose} />;
    case 'cameras':
      return <CameraForm incident={incident} onClose={onClose} />;
    case 'report':
      return <ReportText incident={incident} />;
    default:
      return unreachable(form);
  }
}

/** Sends what was filled in; closes once it was taken, and stays with what was written when it was not. */
function Frame({
  send,
  action,
  isReady = true,
  onClose,
  children,
}: {
  readonly send: () => Promise<Incident | null>;
  readonly action: string;
  readonly isReady?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const [isSending, setSending] = useState(false);
  const submit = async () => {
    setSending(true);
    const changed = await send();
    setSending(false);
    if (changed !== null) onClose();
  };
  return (
    <form
      className={style.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (isReady && !isSending) void submit();
      }}
    >
      {children}
      <Button type="submit" loading={isSending} disabled={!isReady}>
        {action}
      </Button>
    </form>
  );
}

function CloseForm({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const language = useLanguage();
  const [outcome, setOutcome] = useState<IncidentOutcome | null>(null);
  const [cause, setCause] = useState<IncidentCause | null>(null);
  const [lessons, setLessons] = useState('');
  const missing = missingTasks(incident.tasks);
  return (
    <Frame
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
    </Frame>
  );
}

function ReasonForm({
  label,
  action,
  give,
  onClose,
}: {
  readonly label: string;
  readonly action: string;
  readonly give: (reason: string) => Promise<Incident | null>;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <Frame action={action} isReady={reason.trim() !== ''} send={() => give(reason.trim())} onClose={onClose}>
      <TextInput
        label={label}
        data-autofocus
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Frame>
  );
}

function EditForm({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const words = useWords();
  const { incidents: own } = words;
  const terms = useTerms();
  const [kind, setKind] = useState<IncidentKind>(incident.kind);
  const [title, setTitle] = useState(incident.title ?? '');
  const [place, setPlace] = useState(incident.place);
  const [priority, setPriority] = useState<Priority>(incident.priority);
  const titleOrNone = title.trim() === '' ? null : title.trim();
  return (
    <Frame
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
    </Frame>
  );
}

function CameraForm({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const words = useWords();
  const cameras = useCameras();
  const [chosen, setChosen] = useState<string[]>([...incident.cameraIds]);
  return (
    <Frame action={words.common.save} send={() => chooseCameras(incident, chosen)} onClose={onClose}>
      <MultiSelect
        label={words.incidents.cameras}
        data-autofocus
        searchable
        limit={50}
        maxValues={60}
        value={chosen}
        data={[...cameras.values()].map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setChosen}
      />
    </Frame>
  );
}

function ReportText({ incident }: { readonly incident: Incident }) {
  const words = useWords();
  const language = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['incidents', 'report', incident.id, incident.version, language],
    queryFn: ({ signal }) =>
      call('incidents.report', { params: { id: incident.id }, query: { language } }, signal),
    staleTime: 0,
  });
  if (error !== null) return <p>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton n={6} />;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
      say(words.incidents.copied);
    } catch {
      // Where the page came without TLS there is no clipboard.
      say(words.incidents.notCopied);
    }
  };
  return (
    <div className={style.form}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre className={style.reportText} tabIndex={0}>
        {data.text}
      </pre>
      <Button onClick={() => void copy()} data-autofocus>
        {words.incidents.copy}
      </Button>
    </div>
  );
}
