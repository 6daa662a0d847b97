import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import style from './incidents.module.css';

/** Sends what was filled in; closes once it was taken, and stays with what was written when it was not. */
export function FormFrame({
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
