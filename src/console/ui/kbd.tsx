import type { ReactNode } from 'react';
import style from './ui.module.css';

/** A key, as printed on it. Hidden from screen readers: they have their own way to say keys. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className={style.kbd} aria-hidden>
      {children}
    </kbd>
  );
}
