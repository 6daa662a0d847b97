import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useWords } from '../words/index.ts';
import style from './camera.module.css';

/** Asks before an editor with unsaved changes is left, by a link, a key or the browser. */
export function LeaveGuard({ isDirty, question }: { readonly isDirty: boolean; readonly question: string }) {
  const words = useWords();
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Modal
      opened
      onClose={blocker.reset}
      title={words.editor.unsaved}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={style.confirm}>
        <p>{question}</p>
        <div className={style.confirmActions}>
          <Button variant="default" onClick={blocker.proceed}>
            {words.editor.discard}
          </Button>
          <Button onClick={blocker.reset} data-autofocus>
            {words.editor.stay}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
