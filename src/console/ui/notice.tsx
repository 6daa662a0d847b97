import { Button, CloseButton } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useWords } from '../words/index.ts';
import style from './ui.module.css';

type Notice = { readonly id: number; readonly text: string; readonly undo: (() => void) | null };

const shownMs = 8_000;
const most = 3;
let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/**
 * Says one sentence at the foot of the screen for eight seconds; the newest three stay.
 * @param undo takes back what the sentence says; null: it cannot be.
 */
export function say(text: string, undo: (() => void) | null = null): void {
  const id = ++lastId;
  set([...notices.filter((notice) => notice.text !== text), { id, text, undo }].slice(-most));
  setTimeout(() => dismiss(id), shownMs);
}

function dismiss(id: number): void {
  set(notices.filter((notice) => notice.id !== id));
}

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

export function Notices() {
  const words = useWords();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
  return (
    <div className={style.notices} role="status" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.id} className={style.notice}>
          <span>{notice.text}</span>
          {notice.undo !== null && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                dismiss(notice.id);
                notice.undo?.();
              }}
            >
              {words.common.undo}
            </Button>
          )}
          <CloseButton size="sm" aria-label={words.common.close} onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  );
}
