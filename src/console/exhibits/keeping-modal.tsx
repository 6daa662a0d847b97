import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Exhibit } from '../../contract/exhibits.ts';
import { fromLocal, toLocal } from '../accuracy/local-time.ts';
import { call } from '../client.ts';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './exhibits.module.css';
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
    <Modal
      opened
      onClose={onClose}
      title={`${what === 'hold' ? words.exhibits.holdTitle : words.exhibits.deleteTitle}: ${exhibit.title}`}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={style.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          keep.mutate();
        }}
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
        <div role="alert">
          {keep.error !== null && <p className={style.bad}>{problemText(keep.error, words)}</p>}
        </div>
        <Button type="submit" loading={keep.isPending} disabled={reason.trim().length < 10}>
          {what === 'hold' ? words.exhibits.hold : words.exhibits.remove}
        </Button>
      </form>
    </Modal>
  );
}
