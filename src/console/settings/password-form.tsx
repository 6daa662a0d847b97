import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem, call } from '../client.ts';
import { useSession } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { SecretInput } from '../ui/secret-input.tsx';
import { useWords } from '../words/index.ts';
import style from './settings-page.module.css';

export function PasswordForm() {
  const words = useWords();
  const userName = useSession().data?.user.name ?? '';
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => call('password.change', { body: { current, next } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      say(words.settings.passwordChanged);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const isWrong = change.error instanceof ApiProblem && change.error.kind === 'wrong-password';
  return (
    <form className={style.form} onSubmit={submit}>
      {/* Password managers ask whose password changes. */}
      <input type="hidden" name="username" autoComplete="username" value={userName} />
      <SecretInput
        label={words.settings.passwordCurrent}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <SecretInput
        label={words.settings.passwordNext}
        description={words.setup.passwordHint}
        autoComplete="new-password"
        required
        minLength={12}
        withAsterisk={false}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <div role="alert">
        {change.isError && (
          <p className={style.refusal}>
            {isWrong ? words.settings.passwordWrong : problemText(change.error, words)}
          </p>
        )}
      </div>
      <div>
        <Button
          type="submit"
          variant="default"
          loading={change.isPending}
          disabled={next.length < 12 || current === ''}
        >
          {words.settings.passwordChange}
        </Button>
      </div>
    </form>
  );
}
