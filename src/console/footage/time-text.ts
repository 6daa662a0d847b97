/** Instants in the site's time zone, in the language in use. */
import type { Language } from '../words/index.ts';

export type TimeTexts = {
  /** `14:03:22` */
  readonly clock: (atMs: number) => string;
  /** `14:03:22.480` */
  readonly exact: (atMs: number) => string;
  /** `14:03`, or with seconds where the step asks for them. */
  readonly tick: (atMs: number, stepMs: number) => string;
  /** `24 Nov 2026` */
  readonly day: (atMs: number) => string;
  /** `GMT+3` */
  readonly zone: (atMs: number) => string;
  /** `2026-11-24 11:03:22.480 UTC` */
  readonly utc: (atMs: number) => string;
};

const locales: { readonly [L in Language]: string } = { en: 'en-GB', ru: 'ru-RU' };

export function timeTexts(language: Language, timeZone: string): TimeTexts {
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { timeZone, hourCycle: 'h23', ...options });
  const hourMinute = { hour: '2-digit', minute: '2-digit' } as const;
  const short = of(hourMinute);
  const clock = of({ ...hourMinute, second: '2-digit' });
  const day = of({ dateStyle: 'medium' });
  const zone = of({ timeZoneName: 'shortOffset' });
  const millis = (atMs: number) => String(((Math.floor(atMs) % 1_000) + 1_000) % 1_000).padStart(3, '0');
  return {
    clock: (atMs) => clock.format(atMs),
    exact: (atMs) => `${clock.format(atMs)}.${millis(atMs)}`,
    tick: (atMs, stepMs) => (stepMs < 60_000 ? clock : short).format(atMs),
    day: (atMs) => day.format(atMs),
    zone: (atMs) => zone.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
    utc: (atMs) => `${new Date(atMs).toISOString().slice(0, 23).replace('T', ' ')} UTC`,
  };
}
