import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { UnitView } from '../../contract/units.ts';
import { call } from '../client.ts';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './units.module.css';

/** What was said between a unit and the control room, and the next thing to say. */
export function TalkModal({ unit, onClose }: { readonly unit: UnitView; readonly onClose: () => void }) {
  const words = useWords();
  const { units: own } = words;
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery({
    // The unit's newest word comes with the live events: then the list is read anew.
    queryKey: ['unit-notes', unit.id, unit.lastNote?.id ?? null],
    queryFn: ({ signal }) => call('units.notes', { params: { id: unit.id } }, signal),
    placeholderData: (before) => before,
  });
  const send = useMutation({
    mutationFn: () => call('units.note', { params: { id: unit.id }, body: { text: text.trim() } }),
    onSuccess: () => {
      setText('');
      void refetch();
    },
  });
  const problem = send.error ?? error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={own.wordsWith(unit.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={style.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (text.trim() !== '') send.mutate();
        }}
      >
        {data?.length === 0 && <p className={ui.muted}>{own.noWords}</p>}
        {data !== undefined && data.length > 0 && <Talk notes={data} label={own.wordsWith(unit.name)} />}
        <div className={style.write}>
          <TextInput
            data-autofocus
            aria-label={own.sayTo(unit.name)}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" loading={send.isPending} disabled={text.trim() === ''}>
            {own.say}
          </Button>
        </div>
        <div role="alert">
          {problem !== null && <p className={style.bad}>{problemText(problem, words)}</p>}
        </div>
      </form>
    </Modal>
  );
}

function Talk({
  notes,
  label,
}: {
  readonly notes: readonly NonNullable<UnitView['lastNote']>[];
  readonly label: string;
}) {
  const formats = useFormats();
  const list = useRef<HTMLDivElement>(null);
  const newest = notes.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the newest word
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={style.words} ref={list} tabIndex={0} role="log" aria-label={label}>
      {notes.map((note) => (
        <p key={note.id} className={`${style.word} ${note.isFromUnit ? '' : style.own}`}>
          <span className={style.sub}>
            {note.who} · {formats.moment(note.atMs, Date.now())}
          </span>
          {note.text}
        </p>
      ))}
    </div>
  );
}
