import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { vaultIdOf } from '../../core/vault/vault-id.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { lookAgain } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';
import { sealShare } from './share-crypto.ts';
import { isShareOf, ShareField } from './share-field.tsx';

/** A share from paper, sealed here to a vault process that waits for it. */
export function HandInForm<T>({
  recipient,
  session,
  send,
  onDone,
}: {
  /** Of the vault. */
  readonly recipient: string;
  readonly session: { readonly sessionId: string; readonly recipient: string };
  readonly send: (body: { sessionId: string; sealed: string }) => Promise<T>;
  readonly onDone?: (answer: T) => void;
}) {
  const { evidence: words } = useWords();
  const userId = useSession().data?.user.id ?? '';
  const [share, setShare] = useState('');
  const vaultName = vaultIdOf(recipient);
  const handIn = useMutation({
    mutationFn: async () => {
      const { sessionId } = session;
      return send({ sessionId, sealed: await sealShare({ sessionId, userId, share }, session.recipient) });
    },
    onSuccess: (answer) => {
      setShare('');
      onDone?.(answer);
    },
    onSettled: lookAgain,
  });
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        handIn.mutate();
      }}
    >
      <ShareField value={share} onChange={setShare} vaultName={vaultName} />
      <SayRefusal cause={handIn.error} />
      <div className={style.actions}>
        <Button type="submit" loading={handIn.isPending} disabled={!isShareOf(share, vaultName)}>
          {words.handIn}
        </Button>
      </div>
    </form>
  );
}
