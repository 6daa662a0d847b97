import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem, call } from '../client.ts';
import { begin, sessionHasExpired, useSite } from '../session.ts';
import { problemText } from '../ui/problem-text.ts';
import { SecretInput } from '../ui/secret-input.tsx';
import { useWords, type Words } from '../words/index.ts';
import { Card } from './card.tsx';
import style from './sign-in.module.css';

export function SignInPage() {
  const words = useWords();
  const site = useSite().data;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => call('session.create', { body: { name, password } }),
    onSuccess: begin,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  if (site?.needsSetup === true) {
    return (
      <Card title={words.setup.title} lead={words.signIn.needsSetup}>
        {null}
      </Card>
    );
  }
  return (
    <Card title={words.signIn.title}>
      <form className={style.form} onSubmit={submit}>
        {sessionHasExpired() && !signIn.isError && <p className={style.note}>{words.signIn.expired}</p>}
        <TextInput
          label={words.signIn.name}
          name="username"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SecretInput
          label={words.signIn.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div role="alert">
          {signIn.isError && <p className={style.refusal}>{refusal(signIn.error, words)}</p>}
        </div>
        <Button type="submit" size="md" loading={signIn.isPending}>
          {words.signIn.submit}
        </Button>
      </form>
    </Card>
  );
}

function refusal(error: unknown, words: Words): string {
  if (error instanceof ApiProblem && error.kind === 'wrong-password') return words.signIn.wrong;
  return problemText(error, words);
}
