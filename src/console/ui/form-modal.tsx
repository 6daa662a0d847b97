import { Button, Modal, type ModalProps } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import style from './form-modal.module.css';
import { problemText } from './problem-text.ts';

/** A form in a window of its own: its fields, why it was not stored, and what stores it. */
export function FormModal({
  title,
  size = 'md',
  action,
  isReady,
  store,
  onClose,
  children,
}: {
  readonly title: string;
  readonly size?: NonNullable<ModalProps['size']>;
  /** What the button says. */
  readonly action: string;
  /** All that it needs is there. */
  readonly isReady: boolean;
  /** A mutation without variables. */
  readonly store: { readonly mutate: () => void; readonly isPending: boolean; readonly error: Error | null };
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const words = useWords();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={style.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          store.mutate();
        }}
      >
        {children}
        <div role="alert">
          {store.error !== null && <p className={style.bad}>{problemText(store.error, words)}</p>}
        </div>
        <Button type="submit" loading={store.isPending} disabled={!isReady}>
          {action}
        </Button>
      </form>
    </Modal>
  );
}
