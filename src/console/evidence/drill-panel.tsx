import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Vault, VaultView } from '../../contract/evidence.ts';
import { call } from '../client.ts';
import { useSession } from '../session.ts';
import { say } from '../ui/notice.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { HandInForm } from './hand-in-form.tsx';
import { lookAgain } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';

/** Proves that sheets are right, and opens nothing. */
export function DrillPanel({ view, active }: { readonly view: VaultView; readonly active: Vault }) {
  const { evidence: words } = useWords();
  const userId = useSession().data?.user.id;
  const { drill } = view;
  const begin = useMutation({
    mutationFn: () => call('drill.begin', { body: {} }),
    onSettled: lookAgain,
  });
  const isIn = drill?.handedIn.some(({ id }) => id === userId) ?? false;
  return (
    <section className={ui.card}>
      <h2>{words.drill}</h2>
      <div className={style.form}>
        <p className={ui.muted}>{words.drillHint}</p>
        {drill === null ? (
          <div className={style.actions}>
            <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
              {words.drillBegin}
            </Button>
          </div>
        ) : (
          <>
            <p>
              {words.drillMissing(drill.missing)}
              {drill.handedIn.length > 0 &&
                ` · ${words.handedIn(drill.handedIn.map(({ name }) => name).join(', '))}`}
            </p>
            {!isIn && (
              <HandInForm
                recipient={active.recipient ?? ''}
                session={drill}
                send={(body) => call('drill.handIn', { body })}
                onDone={({ isUnlocked }) => isUnlocked && say(words.drillDone)}
              />
            )}
          </>
        )}
        <SayRefusal cause={begin.error} />
      </div>
    </section>
  );
}
