import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunCard } from '../../contract/units.ts';
import { call } from '../client.ts';
import { answers, useMay } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { incidentTitle } from '../unit-page/incident-title.ts';
import { useWords, type Words } from '../words/index.ts';
import { RunCardModal } from './run-card-modal.tsx';
import style from './units.module.css';

const cardsKey = ['run-cards'];
const lookAgain = () => answers.invalidateQueries({ queryKey: cardsKey });

/** Who is sent to what, where: agreed in calm hours. */
export function RunCards() {
  const words = useWords();
  const { units: own } = words;
  const mayWrite = useMay('unit.write');
  const [opened, setOpened] = useState<RunCard | 'new' | null>(null);
  const { data } = useQuery({
    queryKey: cardsKey,
    queryFn: ({ signal }) => call('run-cards.list', {}, signal),
  });
  const remove = useMutation({
    mutationFn: ({ id }: RunCard) => call('run-cards.delete', { params: { id } }),
    onSuccess: (_, { id: _gone, version: _of, ...card }) => {
      void lookAgain();
      const putBack = () =>
        call('run-cards.create', { body: card }).then(lookAgain, (cause) => say(problemText(cause, words)));
      say(own.removed(card.name), () => void putBack());
    },
    onError: (cause) => say(problemText(cause, words)),
  });
  return (
    <section className={ui.card} aria-label={own.cards}>
      <div className={style.head}>
        <h2>{own.cards}</h2>
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setOpened('new')}
          >
            {own.newCard}
          </Button>
        )}
      </div>
      {data?.length === 0 && <p className={ui.muted}>{own.noCards}</p>}
      <ul>
        {data?.map((card) => (
          <li key={card.id} className={style.suggestion}>
            <div>
              <span className={style.name}>{card.name}</span>
              <span className={style.sub}>{sayCard(card, words)}</span>
            </div>
            {mayWrite && (
              <div className={style.actions}>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`${own.edit}: ${card.name}`}
                  onClick={() => setOpened(card)}
                >
                  {own.edit}
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`${own.remove}: ${card.name}`}
                  onClick={() => remove.mutate(card)}
                >
                  {own.remove}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {opened !== null && (
        <RunCardModal
          card={opened === 'new' ? null : opened}
          onStored={lookAgain}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}

function sayCard(card: RunCard, words: Words): string {
  const { units: own } = words;
  const kinds = card.kinds.map((kind) => incidentTitle({ kind, title: null }, words)).join(', ');
  return [
    kinds === '' ? own.everyKind : kinds,
    card.area.length === 0 ? own.everywhere : own.inArea,
    card.needs.map(({ kind, count }) => `${count} × ${own.kinds[kind]}`).join(', '),
    ...(card.checkInMinutes === null ? [] : [own.everyMinutes(card.checkInMinutes)]),
  ].join(' · ');
}
