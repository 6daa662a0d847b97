import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Kbd } from '../ui/kbd.tsx';
import { useFocusBack } from '../ui/use-focus-back.ts';
import { useWords } from '../words/index.ts';
import { type Command, useCommands } from './commands.ts';
import style from './keys.module.css';
import { match } from './match.ts';
import { useOldIncidents } from './old-incidents.ts';

/** Everything that has a name, and everything that can be done: Ctrl K or `/`. */
export function Palette({
  isOpen,
  onClose,
  onKeys,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Shows the card of keys. */
  readonly onKeys: () => void;
}) {
  const words = useWords();
  if (!isOpen) return null;
  return (
    // Drawn whole with the key that opens it: what is typed straight after belongs to its field.
    <Modal.Root opened onClose={onClose} padding={0} size={560} yOffset="12vh" centered={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.keys.palette}>
        <Modal.Body>
          <PaletteBody onClose={onClose} onKeys={onKeys} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody({ onClose, onKeys }: { readonly onClose: () => void; readonly onKeys: () => void }) {
  const words = useWords();
  const commands = useCommands(onKeys);
  const [typed, setTyped] = useState('');
  const old = useOldIncidents(typed);
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  // Old ones last: they come a moment later, and must not push away the line that somebody is about to choose.
  const found = useMemo(() => [...match(typed, commands), ...match(typed, old)], [typed, commands, old]);
  const selected = Math.min(at, Math.max(0, found.length - 1));

  useFocusBack();
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((selected + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[selected]);
    }
  };

  return (
    <div className={style.palette}>
      <input
        ref={input}
        className={style.input}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${selected}` : undefined}
        aria-label={words.top.searchHint}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.palette.placeholder}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div className={style.options} id={listId} role="listbox" aria-label={words.top.search} ref={list}>
        {found.map((command, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's, as the pattern asks
          <div
            key={command.id}
            id={`${listId}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === selected}
            className={style.option}
            onMouseMove={() => setAt(i)}
            onClick={() => run(command)}
          >
            <span className={style.optionName}>
              {command.name}
              {command.also !== undefined && command.also !== '' && (
                <span className={style.optionAlso}>{command.also}</span>
              )}
            </span>
            {command.shortcut !== undefined && <Kbd>{command.shortcut}</Kbd>}
            <span className={style.optionGroup}>{words.palette.groups[command.group]}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={style.nothing}>{words.palette.nothing(typed)}</p>}
      <p className="visually-hidden" role="status">
        {words.palette.results(found.length)}
      </p>
    </div>
  );
}
