import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call } from '../client.ts';
import { begin, useSite } from '../session.ts';
import { problemText } from '../ui/problem-text.ts';
import { SecretInput } from '../ui/secret-input.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { useWords } from '../words/index.ts';
import { Card } from './card.tsx';
import { setupToken } from './setup-token.ts';
import style from './sign-in.module.css';

const shortestPassword = 12;

/** The first run: makes the first administrator, then lands on Watch. */
export function SetupPage() {
  const words = useWords();
  const site = useSite().data;
  const navigate = useNavigate();
  const [token] = useState(() => setupToken(location));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const make = useMutation({
    mutationFn: () => call('setup.create', { body: { token: token ?? '', name: name.trim(), password } }),
    onSuccess: (session) => {
      // The one-time link must not stay in the history.
      void navigate({ to: '/', replace: true });
      begin(session);
    },
  });
  const missing = Math.max(0, shortestPassword - password.length);
  const differs = again !== '' && again !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing === 0 && again === password) make.mutate();
  };

  if (site?.needsSetup === false && !make.isSuccess) {
    return (
      <Card title={words.setup.title} lead={words.setup.done}>
        <div className={style.form}>
          <Button component={Link} to="/" size="md">
            {words.signIn.submit}
          </Button>
        </div>
      </Card>
    );
  }
  if (token === null) {
    return (
      <Card title={words.setup.title} lead={words.setup.noToken}>
        {null}
      </Card>
    );
  }
  return (
    <Card title={words.setup.title} lead={words.setup.lead}>
      <form className={style.form} onSubmit={submit}>
        <TextInput
          label={words.setup.name}
          description={words.setup.nameHint}
          name="username"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SecretInput
          label={words.setup.password}
          description={words.setup.passwordHint}
          name="password"
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p className={style.strength} role="status">
          <StateMark state={missing === 0 ? 'good' : 'unknown'} />
          {missing === 0 ? words.setup.passwordEnough : words.setup.passwordShort(missing)}
        </p>
        <SecretInput
          label={words.setup.repeat}
          name="password-again"
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={again}
          error={differs ? words.setup.repeatDiffers : null}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        <div role="alert">
          {make.isError && <p className={style.refusal}>{problemText(make.error, words)}</p>}
        </div>
        <Button type="submit" size="md" loading={make.isPending} disabled={missing > 0 || again !== password}>
          {words.setup.submit}
        </Button>
      </form>
      <div className={style.form}>
        <section className={style.promises}>
          <h2>{words.setup.privacyTitle}</h2>
          <ul>
            {words.setup.privacy.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      </div>
    </Card>
  );
}
