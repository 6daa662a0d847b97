import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSite } from '../session.ts';
import { en } from '../words/en.ts';
import { languages, setLanguage, useLanguage, useWords } from '../words/index.ts';
import { ru } from '../words/ru.ts';
import style from './sign-in.module.css';

const names = { en: en.languageName, ru: ru.languageName };

/** The one card of the pages before signing in. */
export function Card({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}) {
  const words = useWords();
  const site = useSite().data;
  return (
    <main className={style.screen}>
      <div className={style.column}>
        <header className={style.brand}>
          <img src="/lamp.svg" width={40} height={40} alt="" />
          <div>
            <strong>{site?.name ?? words.product}</strong>
            <span>{words.motto}</span>
          </div>
        </header>
        <section className={style.card}>
          <h1>{title}</h1>
          {lead !== undefined && <p className={style.lead}>{lead}</p>}
          {children}
        </section>
        <SegmentedControl
          className={style.languages ?? ''}
          size="xs"
          aria-label={words.settings.language}
          value={useLanguage()}
          onChange={(value) => setLanguage(value as 'en' | 'ru')}
          data={languages.map((value) => ({ value, label: names[value] }))}
        />
      </div>
    </main>
  );
}
