import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WallLayout } from '../../contract/wall.ts';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import { reloadWall } from './use-wall.ts';
import style from './wall.module.css';
import type { Chosen } from './wall-search.ts';

/** Gives what the wall shows a name, for everybody. */
export function SaveModal({
  shown: { shape, tiles },
  onClose,
  onSaved,
}: {
  readonly shown: Chosen;
  readonly onClose: () => void;
  readonly onSaved: (layout: WallLayout) => void;
}) {
  const words = useWords();
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    try {
      const layout = await call('wall.layouts.create', { body: { name, shape, tiles: [...tiles] } });
      reloadWall();
      say(words.wall.saved(layout.name));
      onSaved(layout);
    } catch (cause) {
      setError(problemText(cause, words));
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.wall.saveAs}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void save();
        }}
      >
        <TextInput
          label={words.wall.name}
          value={name}
          maxLength={60}
          autoComplete="off"
          data-autofocus
          error={error}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={style.formActions}>
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
            {words.wall.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
