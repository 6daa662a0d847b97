/** Which language the console speaks: the address first, then the stored choice, then the browser. */
export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.includes(text as Language);
}

/** @param browser the browser's languages, most wanted first, as BCP 47 tags. */
export function chooseLanguage(said: {
  readonly address: string | null;
  readonly stored: string | null;
  readonly browser: readonly string[];
}): Language {
  if (isLanguage(said.address)) return said.address;
  if (isLanguage(said.stored)) return said.stored;
  for (const tag of said.browser) {
    const base = tag.toLowerCase().split('-')[0];
    if (isLanguage(base)) return base;
  }
  return 'en';
}
