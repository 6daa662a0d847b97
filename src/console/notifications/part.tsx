import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './notifications.module.css';
import { lookAgain } from './queries.ts';

type Kept = {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly changedBy: string;
  readonly changedAtMs: number;
};

/** Channels, recipients or rules: a list, a form for one of them, and the question before one is removed. */
export function Part<T extends Kept>({
  title,
  empty,
  create,
  items,
  mayWrite,
  say,
  more,
  form,
  onRemove,
}: {
  readonly title: string;
  readonly empty: string;
  readonly create: string;
  readonly items: readonly T[];
  readonly mayWrite: boolean;
  readonly say: (item: T) => string;
  readonly more?: (item: T) => ReactNode;
  /** Null: a new one. */
  readonly form: (item: T | null, onDone: () => void) => ReactNode;
  readonly onRemove: (item: T) => Promise<unknown>;
}) {
  const words = useWords();
  const formats = useFormats();
  const [edited, setEdited] = useState<T | null | 'new'>(null);
  const [removed, setRemoved] = useState<T | null>(null);
  return (
    <section className={ui.card} aria-label={title}>
      <div className={style.head}>
        <h2>{title}</h2>
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setEdited('new')}
          >
            {create}
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <p className={ui.muted}>{empty}</p>
      ) : (
        <ul className={style.rows}>
          {items.map((item) => (
            <li key={item.id} className={style.row}>
              <div className={`${style.what} ${item.isEnabled ? '' : style.off}`}>
                <strong>{item.name}</strong>
                {!item.isEnabled && ` (${words.notifications.isOff})`}
                <span className={style.sub}>{say(item)}</span>
                <span className={style.sub}>
                  {words.notifications.changed(item.changedBy, formats.moment(item.changedAtMs, Date.now()))}
                </span>
              </div>
              <div className={style.actions}>
                {more?.(item)}
                {mayWrite && (
                  <>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`${words.notifications.edit}: ${item.name}`}
                      onClick={() => setEdited(item)}
                    >
                      {words.notifications.edit}
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`${words.notifications.remove}: ${item.name}`}
                      onClick={() => setRemoved(item)}
                    >
                      {words.notifications.remove}
                    </Button>
                  </>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        size="lg"
        title={edited === 'new' ? create : (edited?.name ?? '')}
        closeButtonProps={{ 'aria-label': words.common.close }}
      >
        {edited !== null && form(edited === 'new' ? null : edited, () => setEdited(null))}
      </Modal>
      {removed !== null && <Removal item={removed} onRemove={onRemove} onClose={() => setRemoved(null)} />}
    </section>
  );
}

function Removal<T extends Kept>({
  item,
  onRemove,
  onClose,
}: {
  readonly item: T;
  readonly onRemove: (item: T) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const remove = useMutation({
    mutationFn: () => onRemove(item),
    onSuccess: async () => {
      await lookAgain();
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.notifications.removeAsk(item.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={style.form}>
        <div role="alert">
          {remove.error !== null && <p className={style.bad}>{problemText(remove.error, words)}</p>}
        </div>
        <div className={style.actions}>
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.notifications.remove}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
