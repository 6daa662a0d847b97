import { Button, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './footage.module.css';
import type { TimeTexts } from './time-text.ts';

export function BookmarkModal({
  cameraId,
  atMs,
  times,
  onClose,
}: {
  readonly cameraId: string;
  readonly atMs: number;
  readonly times: TimeTexts;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const answers = useQueryClient();
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    setSaving(true);
    try {
      await call('bookmarks.create', { body: { cameraId, atMs, text: text.trim() } });
      say(words.footage.marked);
      await answers.invalidateQueries({ queryKey: ['footage', 'bookmarks'] });
      onClose();
    } catch (cause) {
      say(problemText(cause, words));
      setSaving(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.footage.bookmarkTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form className={style.form} onSubmit={(event) => void save(event)}>
        <p>
          {times.day(atMs)} {times.exact(atMs)}
        </p>
        <TextInput
          label={words.footage.bookmarkText}
          name="bookmark"
          data-autofocus
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" loading={isSaving} disabled={text.trim() === ''}>
          {words.footage.save}
        </Button>
      </form>
    </Modal>
  );
}
