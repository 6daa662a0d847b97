import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Exhibit } from '../../contract/exhibits.ts';
import { fromLocal, toLocal } from '../accuracy/local-time.ts';
import { call } from '../client.ts';
import { FormModal } from '../ui/form-modal.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { lookAgain } from './queries.ts';

export type Keeping = 'hold' | 'delete';
const ninetyDaysMs = 90 * 86_400_000;

/** Holds an exhibit beyond its date, or deletes it before. Both with a reason. */
export function KeepingModal({
  exhibit,
  what,
  onClose,
}: {
  readonly exhibit: Exhibit;
  readonly what: Keeping;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => toLocal(Date.now() + ninetyDaysMs));
  const params = { id: exhibit.id };
  const keep = useMutation({
    mutationFn: () =>
      what === 'hold'
        ? call('exhibits.hold', { params, body: { untilMs: fromLocal(until) ?? 0, reason } })
        : call('exhibits.delete', { params, body: { reason } }),
    onSuccess: async () => {
      await lookAgain();
      onClose();
    },
  });
  return (
    <FormModal
      title={`${what === 'hold' ? words.exhibits.holdTitle : words.exhibits.deleteTitle}: ${exhibit.title}`}
      action={what === 'hold' ? words.exhibits.hold : words.exhibits.remove}
      isReady={reason.trim().length >= 10}
      store={keep}
      onClose={onClose}
    >
      {what === 'hold' ? (
        <TextInput
          label={words.exhibits.untilDay}
          type="datetime-local"
          step={1}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      ) : (
        <p className={ui.muted}>{words.exhibits.deleteHint}</p>
      )}
      <Textarea
        label={words.exhibits.reason}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormModal>
  );
}
