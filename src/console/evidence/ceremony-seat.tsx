import { Button, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Vault } from '../../contract/evidence.ts';
import { vaultIdOf } from '../../core/vault/vault-id.ts';
import { call } from '../client.ts';
import { useSession } from '../session.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { lookAgain } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';
import { readShare, type Seat, takeSeat } from './share-crypto.ts';

/** By ceremony and person: outlives a look at another page of the console, and nothing else. */
const seats = new Map<string, Seat>();
const shares = new Map<string, string>();

/** A custodian's own part of a ceremony: join, collect, print, type back, confirm. */
export function CeremonySeat({
  ceremony,
  seat,
}: {
  readonly ceremony: Vault;
  readonly seat: Vault['custodians'][number];
}) {
  const { evidence: words } = useWords();
  const key = `${ceremony.id} ${seat.id}`;
  const [, setShown] = useState(0);
  const params = { id: ceremony.id };
  const share = shares.get(key);
  const hasSeat = seats.has(key);
  const join = useMutation({
    mutationFn: async () => {
      const own = await takeSeat();
      await call('ceremony.join', { params, body: { recipient: own.recipient } });
      seats.set(key, own);
    },
    onSettled: lookAgain,
  });
  const collect = useMutation({
    mutationFn: async () => {
      const own = seats.get(key)!;
      const { sealed } = await call('ceremony.collect', { params, body: {} });
      shares.set(key, await readShare(sealed, own));
      setShown((n) => n + 1);
    },
    onSettled: lookAgain,
  });
  const confirm = useMutation({
    mutationFn: () => call('ceremony.confirm', { params, body: {} }),
    onSuccess: () => {
      shares.delete(key);
      seats.delete(key);
      return lookAgain();
    },
  });
  useStay(hasSeat && seat.step !== 'confirmed');
  const refusal = join.error ?? collect.error ?? confirm.error;

  if (seat.step === 'confirmed') return <p className={style.big}>{words.confirmed}</p>;
  const isDealt = ceremony.recipient !== null;
  return (
    <div className={style.form}>
      {share !== undefined ? (
        <Sheet
          ceremony={ceremony}
          share={share}
          isPending={confirm.isPending}
          onConfirm={() => confirm.mutate()}
        />
      ) : seat.step === 'collected' || (isDealt && !hasSeat) ? (
        <p className={style.refusal}>{words.lostShare}</p>
      ) : isDealt ? (
        <>
          <p>{words.collectHint}</p>
          <div className={style.actions}>
            <Button loading={collect.isPending} onClick={() => collect.mutate()}>
              {words.collect}
            </Button>
          </div>
        </>
      ) : seat.step === 'joined' && hasSeat ? (
        <p className={style.big}>{words.joined}</p>
      ) : (
        <>
          <p>{seat.step === 'joined' ? words.joinAgain : words.joinHint}</p>
          <div className={style.actions}>
            <Button loading={join.isPending} onClick={() => join.mutate()}>
              {words.join}
            </Button>
          </div>
        </>
      )}
      <SayRefusal cause={refusal} />
    </div>
  );
}

function Sheet({
  ceremony,
  share,
  isPending,
  onConfirm,
}: {
  readonly ceremony: Vault;
  readonly share: string;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
}) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const name = useSession().data?.user.name ?? '';
  const rows = share.split('\n');
  const [row] = useState(() => crypto.getRandomValues(new Uint8Array(1))[0]! % rows.length);
  const [typed, setTyped] = useState('');
  const plain = (text: string) =>
    text
      .replace(/[\s\-–—_.:]/gu, '')
      .toUpperCase()
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1');
  const isRight = plain(typed) === plain(rows[row]!);
  const isWrong = plain(typed).length >= plain(rows[row]!).length && !isRight;
  const vaultName = vaultIdOf(ceremony.recipient ?? '');
  return (
    <>
      <div className={style.sheet} data-sheet>
        <h3>
          {words.sheetTitle} {vaultName}
        </h3>
        <p>
          {words.sheetOf(name)} · {formats.dateTime(ceremony.startedAtMs)}
        </p>
        <pre>{share}</pre>
        <p>{words.sheetRule(ceremony.threshold, ceremony.custodians.length, vaultName)}</p>
        <p>{words.sheetKeep}</p>
      </div>
      <div className={style.actions}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => {
            document.body.dataset.print = 'share';
            window.addEventListener('afterprint', () => delete document.body.dataset.print, { once: true });
            window.print();
          }}
        >
          {words.print}
        </Button>
      </div>
      <TextInput
        classNames={{ input: style.shareInput! }}
        label={words.typeBack(row + 1)}
        description={words.typeBackHint}
        error={isWrong ? words.typeBackWrong : undefined}
        name="type-back"
        data-row={row + 1}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={style.actions}>
        <Button loading={isPending} disabled={!isRight} onClick={onConfirm}>
          {words.confirm}
        </Button>
      </div>
      <p className={ui.muted}>{words.final(ceremony.custodians.length - ceremony.threshold + 1)}</p>
    </>
  );
}

/** Asks before the page is left while a share depends on it. */
function useStay(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}
