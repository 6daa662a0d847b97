import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import { FormFrame } from './form-frame.tsx';

/** One line that is asked for: why, or what was found. */
export function ReasonForm({
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
    <FormFrame
      action={action}
      isReady={reason.trim() !== ''}
      send={() => give(reason.trim())}
      onClose={onClose}
    >
      <TextInput
        label={label}
        data-autofocus
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
