import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpeningView } from '../../contract/evidence.ts';
import { sessionIdOf } from '../../core/evidence/opening.ts';
import { vaultIdOf } from '../../core/vault/vault-id.ts';
import { call } from '../client.ts';
import { useSession } from '../session.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { lookAgain, vaultQuery } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';
import { sealShare, seenSha256Of } from './share-crypto.ts';
import { isShareOf, ShareField } from './share-field.tsx';

/** Another request came than the page shows: no share leaves it. */
class NotAsShown extends Error {}

/** A custodian approves by his share. What he approves is what this page has shown him, by its fingerprint. */
export function ApprovePanel({ opening }: { readonly opening: OpeningView }) {
  const { evidence: words } = useWords();
  const user = useSession().data?.user;
  const { data: vaults } = useQuery(vaultQuery);
  const [share, setShare] = useState('');
  const vault = [vaults?.active, ...(vaults?.past ?? [])].find((one) => one?.id === opening.vaultId);
  const vaultName = vaultIdOf(vault?.recipient ?? '');
  const approve = useMutation({
    mutationFn: async () => {
      const params = { id: opening.id };
      const seenSha256 = await seenSha256Of(opening.id, opening.asked);
      const session = await call('openings.session', { params, body: {} });
      const { sessionId } = session;
      if (sessionId !== sessionIdOf({ id: opening.id, askedSha256: seenSha256 })) throw new NotAsShown();
      const sealed = await sealShare({ sessionId, userId: user!.id, share }, session.recipient);
      return call('openings.approve', { params, body: { sessionId, sealed, seenSha256 } });
    },
    onSuccess: () => setShare(''),
    onSettled: lookAgain,
  });
  return (
    <section className={ui.card}>
      <h2>{words.approve}</h2>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          approve.mutate();
        }}
      >
        <p className={ui.muted}>{words.approveHint}</p>
        <ShareField value={share} onChange={setShare} vaultName={vaultName} />
        {approve.error instanceof NotAsShown ? (
          <p className={style.refusal} role="alert">
            {words.changed}
          </p>
        ) : (
          <SayRefusal cause={approve.error} />
        )}
        <div className={style.actions}>
          <Button type="submit" loading={approve.isPending} disabled={!isShareOf(share, vaultName)}>
            {words.approveButton}
          </Button>
        </div>
      </form>
    </section>
  );
}
