import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Vault, VaultView } from '../../contract/evidence.ts';
import { call } from '../client.ts';
import { useServerNow } from '../live.ts';
import { useMay, useSession } from '../session.ts';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { CeremonySeat } from './ceremony-seat.tsx';
import style from './evidence.module.css';
import { HandInForm } from './hand-in-form.tsx';
import { lookAgain } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';

/** A ceremony under way: who is there, one's own seat at the table, and the way out. */
export function CeremonyPanel({ view, ceremony }: { readonly view: VaultView; readonly ceremony: Vault }) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const nowMs = useServerNow();
  const userId = useSession().data?.user.id;
  const mayWrite = useMay('vault.write');
  const seat = ceremony.custodians.find(({ id }) => id === userId);
  const helps = view.redeal !== null && (view.active?.custodians.some(({ id }) => id === userId) ?? false);
  return (
    <section className={ui.card} data-ceremony={ceremony.id}>
      <h2>
        {words.ceremony} · {ceremony.redealOf === null ? words.ceremonyNew : words.ceremonyRedeal}
      </h2>
      <div className={style.form}>
        <p className={style.big}>{words.rule(ceremony.threshold, ceremony.custodians.length)}</p>
        <p className={ui.muted}>
          {words.ceremonyLead(formats.duration((view.ceremonyEndsAtMs ?? nowMs) - nowMs))}
        </p>
        <ul className={style.list}>
          {ceremony.custodians.map(({ id, name, step }) => (
            <li key={id} data-step={step}>
              <StateMark state={step === 'confirmed' ? 'good' : step === 'named' ? 'unknown' : 'warn'} />
              <span>
                <b>{name}</b> {words.steps[step]}
              </span>
            </li>
          ))}
        </ul>
        {view.redeal !== null && <p>{words.helpRedeal(view.redeal.missing)}</p>}
        {helps && view.redeal !== null && !view.redeal.handedIn.some(({ id }) => id === userId) && (
          <HandInForm
            recipient={view.active?.recipient ?? ''}
            session={view.redeal}
            send={(body) => call('redeal.handIn', { body })}
          />
        )}
        {seat !== undefined && <CeremonySeat ceremony={ceremony} seat={seat} />}
        {mayWrite && <Abandon id={ceremony.id} />}
      </div>
    </section>
  );
}

function Abandon({ id }: { readonly id: string }) {
  const { evidence: words } = useWords();
  const [reason, setReason] = useState('');
  const abandon = useMutation({
    mutationFn: () => call('ceremony.abandon', { params: { id }, body: { reason } }),
    onSuccess: lookAgain,
  });
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        abandon.mutate();
      }}
    >
      <TextInput
        label={words.abandonReason}
        name="abandon-reason"
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <SayRefusal cause={abandon.error} />
      <div className={style.actions}>
        <Button type="submit" variant="default" loading={abandon.isPending} disabled={reason.trim() === ''}>
          {words.abandon}
        </Button>
      </div>
    </form>
  );
}
