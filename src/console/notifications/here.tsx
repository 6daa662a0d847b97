import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../client.ts';
import { answers } from '../session.ts';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './notifications.module.css';
import { allowPushes, canPush, type PushRefusal } from './push-here.ts';
import { lookAgain } from './queries.ts';

const keyQuery = { queryKey: ['push'], queryFn: () => call('push.key') };

/** Pushes to whoever sits here. */
export function Here() {
  const words = useWords();
  const { notifications: own } = words;
  const browsers = useQuery(keyQuery).data?.browsers ?? 0;
  const [refusal, setRefusal] = useState<PushRefusal | null>(() => (canPush() ? null : 'unsupported'));
  const after = async () => {
    await answers.invalidateQueries({ queryKey: keyQuery.queryKey });
    await lookAgain();
  };
  const allow = useMutation({
    mutationFn: allowPushes,
    onSuccess: async (why) => {
      setRefusal(why);
      await after();
    },
  });
  const stop = useMutation({ mutationFn: () => call('push.unsubscribe'), onSuccess: after });
  const error = allow.error ?? stop.error;
  return (
    <section className={ui.card} aria-label={own.here}>
      <div className={style.head}>
        <h2>{own.here}</h2>
      </div>
      <div className={style.form}>
        <p className={ui.muted}>
          {own.hereHint} {browsers > 0 ? own.allowed(browsers) : own.notAllowed}
        </p>
        <div role="alert">
          {refusal !== null && <p className={style.off}>{own[refusal]}</p>}
          {error !== null && <p className={style.bad}>{problemText(error, words)}</p>}
        </div>
        <div className={style.actions} style={{ justifyContent: 'flex-start' }}>
          <Button
            variant="default"
            disabled={refusal === 'unsupported'}
            loading={allow.isPending}
            onClick={() => allow.mutate()}
          >
            {own.allow}
          </Button>
          {browsers > 0 && (
            <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
              {own.stop}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
