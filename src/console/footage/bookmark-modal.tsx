import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../client.ts';
import { FormModal } from '../ui/form-modal.tsx';
import { say } from '../ui/notice.tsx';
import { useWords } from '../words/index.ts';
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
  const store = useMutation({
    mutationFn: () => call('bookmarks.create', { body: { cameraId, atMs, text: text.trim() } }),
    onSuccess: async () => {
      say(words.footage.marked);
      await answers.invalidateQueries({ queryKey: ['footage', 'bookmarks'] });
      onClose();
    },
  });
  return (
    <FormModal
      title={words.footage.bookmarkTitle}
      action={words.footage.save}
      isReady={text.trim() !== ''}
      store={store}
      onClose={onClose}
    >
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
    </FormModal>
  );
}
