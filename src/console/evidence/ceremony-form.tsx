import { Button, Checkbox, NumberInput, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { VaultView } from '../../contract/evidence.ts';
import { call } from '../client.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { lookAgain } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';

/** Names custodians, and how many of them open the vault together. */
export function CeremonyForm({ view, onDone }: { readonly view: VaultView; readonly onDone: () => void }) {
  const words = useWords();
  const { evidence } = words;
  const { candidates, active } = view;
  const [kind, setKind] = useState<'new-key' | 'redeal'>('new-key');
  const [chosen, setChosen] = useState<readonly string[]>(() => candidates.map(({ id }) => id));
  const [threshold, setThreshold] = useState(2);
  const begin = useMutation({
    mutationFn: () => call('ceremony.begin', { body: { kind, threshold, custodianIds: [...chosen] } }),
    onSuccess: async () => {
      await lookAgain();
      onDone();
    },
  });
  const most = Math.max(2, chosen.length);
  const k = Math.min(threshold, most);
  return (
    <section className={ui.card}>
      <h2>{evidence.ceremony}</h2>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        {active !== null && (
          <SegmentedControl
            aria-label={evidence.ceremony}
            value={kind}
            onChange={(value) => setKind(value as 'new-key' | 'redeal')}
            data={[
              { value: 'new-key', label: evidence.ceremonyNew },
              { value: 'redeal', label: evidence.ceremonyRedeal },
            ]}
          />
        )}
        {active !== null && (
          <p className={ui.muted}>
            {kind === 'redeal' ? evidence.ceremonyRedealHint : evidence.ceremonyNewHint}
          </p>
        )}
        <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
          <legend className={style.label}>{evidence.whoHolds}</legend>
          {candidates.length < 2 && <p className={style.warning}>{evidence.candidatesFew}</p>}
          <ul className={style.list}>
            {candidates.map(({ id, name }) => (
              <li key={id}>
                <Checkbox
                  label={name}
                  checked={chosen.includes(id)}
                  onChange={(event) =>
                    setChosen(
                      event.currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id),
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </fieldset>
        <NumberInput
          label={evidence.threshold}
          name="threshold"
          w={220}
          min={2}
          max={most}
          value={k}
          onChange={(value) => setThreshold(Number(value) || 2)}
        />
        {chosen.length >= 2 && (
          <>
            <p className={style.big}>{evidence.rule(k, chosen.length)}</p>
            <p className={style.warning}>{evidence.final(chosen.length - k + 1)}</p>
          </>
        )}
        <SayRefusal cause={begin.error} />
        <div className={style.actions}>
          <Button variant="default" onClick={onDone}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={begin.isPending} disabled={chosen.length < 2}>
            {evidence.begin}
          </Button>
        </div>
      </form>
    </section>
  );
}
