import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../client.ts';
import { begin } from '../session.ts';
import { Card } from '../sign-in/card.tsx';
import { setupToken } from '../sign-in/setup-token.ts';
import style from '../sign-in/sign-in.module.css';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';

/** Where the one-time link leads. A press signs in: what looks at links before a person does uses none up. */
export function UnitSignIn() {
  const words = useWords();
  const { unitPage: own } = words;
  const [token] = useState(() => setupToken(location));
  const signIn = useMutation({
    mutationFn: () => call('unit.sign-in', { body: { token: token ?? '' } }),
    onSuccess: (session) => {
      // The link must not stay in the history.
      history.replaceState(null, '', '/unit');
      begin(session);
    },
  });
  if (token === null)
    return (
      <Card title={own.title} lead={own.noLink}>
        {null}
      </Card>
    );
  return (
    <Card title={own.signIn} lead={own.signInHint}>
      <div className={style.form}>
        <div role="alert">
          {signIn.error !== null && <p className={style.refusal}>{problemText(signIn.error, words)}</p>}
        </div>
        <Button size="md" loading={signIn.isPending} onClick={() => signIn.mutate()}>
          {own.signIn}
        </Button>
      </div>
    </Card>
  );
}
