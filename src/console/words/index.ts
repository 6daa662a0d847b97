/** The console's words in the operator's language. */
import { useSyncExternalStore } from 'react';
import { en, type Words } from './en.ts';
import { type Formats, formatsFor } from './formats.ts';
import { chooseLanguage, type Language } from './language.ts';
import { ru } from './ru.ts';

export type { Words } from './en.ts';
export type { Formats } from './formats.ts';
export { type Language, languages } from './language.ts';

const table: { readonly [L in Language]: Words } = { en, ru };
const storageKey = 'lamplighter.language';
const listeners = new Set<() => void>();

let language: Language = initialLanguage();
let formats: Formats = formatsFor(language);

/** The words of the language in use; the component draws anew when it changes. */
export function useWords(): Words {
  return table[useLanguage()];
}

/** Numbers, dates and durations in the language in use. */
export function useFormats(): Formats {
  useLanguage();
  return formats;
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => language);
}

/** For code outside components. */
export function currentWords(): Words {
  return table[language];
}

export function currentLanguage(): Language {
  return language;
}

/** The same of numbers and dates. */
export function currentFormats(): Formats {
  return formats;
}

export function setLanguage(next: Language): void {
  language = next;
  formats = formatsFor(next);
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Private windows refuse storage: the choice then lasts as long as the page.
  }
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function initialLanguage(): Language {
  if (typeof document === 'undefined') return 'en';
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(storageKey);
  } catch {
    stored = null;
  }
  const chosen = chooseLanguage({
    address: new URLSearchParams(location.search).get('lang'),
    stored,
    browser: navigator.languages,
  });
  document.documentElement.lang = chosen;
  return chosen;
}
