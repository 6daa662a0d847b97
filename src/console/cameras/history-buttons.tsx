import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useWords } from '../words/index.ts';

/** One step back, one step forth. */
export function HistoryButtons({
  canUndo,
  canRedo,
  dispatch,
}: {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly dispatch: (action: { readonly type: 'undo' | 'redo' }) => void;
}) {
  const words = useWords();
  return (
    <>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={words.editor.undo}
        disabled={!canUndo}
        onClick={() => dispatch({ type: 'undo' })}
      >
        <IconArrowBackUp size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={words.editor.redo}
        disabled={!canRedo}
        onClick={() => dispatch({ type: 'redo' })}
      >
        <IconArrowForwardUp size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </>
  );
}
