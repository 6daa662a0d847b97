/** Keys of the console. Letters go by their place on the keyboard, so they work in every layout. */
import { useLayoutEffect, useRef } from 'react';

/** Names as `nameOf` gives them: `a`, `?`, `/`, `escape`, `enter`, `space`, `ctrl+k`. */
export type KeyMap = { readonly [key: string]: (event: KeyboardEvent) => void };

/** A window that closes at Escape is gone before the page behind it hears that key; the key was the window's all the same. */
let wasWindowOpen = false;
if (typeof window !== 'undefined')
  window.addEventListener(
    'keydown',
    () => {
      wasWindowOpen = isWindowOpen();
    },
    { capture: true },
  );

/**
 * Listens while the component is there. A key typed into a field is text, not a command; Ctrl K works everywhere.
 * The listener that acts stops the key, and a page hears it before the frame around it, whichever came first.
 */
export function useKeys(keys: KeyMap, of: 'page' | 'frame' = 'page'): void {
  const current = useRef(keys);
  current.current = keys;
  // With what is drawn, not after it: a key that is pressed at first sight is heard.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = nameOf(event);
      if (name === null || event.defaultPrevented || event.repeat || belongsElsewhere(event, name)) return;
      const act = current.current[name];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    // Events rise from the document to the window.
    const place = of === 'page' ? document : window;
    place.addEventListener('keydown', press as EventListener);
    return () => place.removeEventListener('keydown', press as EventListener);
  }, [of]);
}

/** The command name of a key press; null for keys that are no command. */
export function nameOf(event: {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}): string | null {
  if (event.altKey) return null;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  if (event.ctrlKey || event.metaKey) return letter === undefined ? null : `ctrl+${letter}`;
  if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) return '?';
  if (event.key === '/' || event.code === 'Slash') return '/';
  if (letter !== undefined) return event.shiftKey ? null : letter;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (digit !== undefined && !event.shiftKey) return digit;
  const sign = signs[event.code];
  if (sign !== undefined) return event.shiftKey && sign !== '+' ? null : sign;
  return event.key === ' ' ? 'space' : event.key.toLowerCase();
}

/** Signs that stand elsewhere, or under letters, in other layouts. */
const signs: { readonly [code: string]: string } = {
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  NumpadSubtract: '-',
  Equal: '+',
  NumpadAdd: '+',
};

function isWindowOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

function belongsElsewhere(event: KeyboardEvent, name: string): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (name === 'ctrl+k') return false;
  // An open window has the keys, also when the focus has not reached it yet.
  if (wasWindowOpen || isWindowOpen()) return true;
  if (target.closest('[role="dialog"],[role="menu"],[role="listbox"]') !== null) return true;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return (
    (name === 'enter' || name === 'space') && target.closest('button,a,[role="button"],summary') !== null
  );
}
