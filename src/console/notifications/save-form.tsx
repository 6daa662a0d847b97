import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './notifications.module.css';
import { lookAgain } from './queries.ts';

/** The frame of every form here: saves, says what was refused, and closes. */
export function SaveForm({
  save,
  onDone,
  isReady,
  children,
}: {
  readonly save: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly isReady: boolean;
  readonly children: ReactNode;
}) {
  const words = useWords();
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await lookAgain();
      onDone();
    },
  });
  return (
    <form
      className={style.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      {children}
      <div role="alert">
        {saving.error !== null && <p className={style.bad}>{problemText(saving.error, words)}</p>}
      </div>
      <Button type="submit" loading={saving.isPending} disabled={!isReady}>
        {words.common.save}
      </Button>
    </form>
  );
}
