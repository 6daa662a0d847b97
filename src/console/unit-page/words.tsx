import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { UnitNote } from '../../contract/units.ts';
import { call } from '../client.ts';
import { answers } from '../session.ts';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './unit-page.module.css';

/** What was said between this unit and the control room. */
export function Words({ notes }: { readonly notes: readonly UnitNote[] }) {
  const words = useWords();
  const { unitPage: own } = words;
  const formats = useFormats();
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const newest = notes.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the newest word
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  const send = useMutation({
    mutationFn: () => call('unit.note', { body: { text: text.trim() } }),
    onSuccess: (next) => {
      setText('');
      answers.setQueryData(['unit'], next);
    },
  });
  return (
    <section className={style.card} aria-label={own.words}>
      <h2 className={style.sectionTitle}>{own.words}</h2>
      {notes.length === 0 ? (
        <p className={ui.muted}>{own.noWords}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div className={style.words} ref={list} tabIndex={0} role="log" aria-label={own.words}>
          {notes.map((note) => (
            <p key={note.id} className={`${style.word} ${note.isFromUnit ? style.own : ''}`}>
              <span className={style.who}>
                {note.isFromUnit ? note.who : `${own.control}, ${note.who}`} ·{' '}
                {formats.moment(note.atMs, Date.now())}
              </span>
              {note.text}
            </p>
          ))}
        </div>
      )}
      <form
        className={style.write}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (text.trim() !== '') send.mutate();
        }}
      >
        <TextInput
          size="md"
          aria-label={own.write}
          placeholder={own.write}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={send.isPending} disabled={text.trim() === ''}>
          {own.send}
        </Button>
      </form>
      <div role="alert">
        {send.error !== null && <p className={style.late}>{problemText(send.error, words)}</p>}
      </div>
    </section>
  );
}
