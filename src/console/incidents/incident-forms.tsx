import { Modal } from '@mantine/core';
import type { Incident } from '../../contract/incidents.ts';
import { unreachable } from '../../core/unreachable.ts';
import { useWords } from '../words/index.ts';
import { CameraForm } from './camera-form.tsx';
import { hold, reopen, setTask } from './change-incident.ts';
import { CloseForm } from './close-form.tsx';
import { EditForm } from './edit-form.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ReportText } from './report-text.tsx';

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
