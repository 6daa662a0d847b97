/** Numbers, dates and durations as each language writes them. Pure: the moment is an argument. */
import type { MeasureUnit } from '../../core/measure/measure.ts';
import type { Language } from './language.ts';

export type Formats = {
  /** `3.1`; digits fixed so that columns do not dance. */
  readonly number: (value: number, digits?: number) => string;
  /** An error band, never rounded to none. */
  readonly band: (value: number, digits?: number) => string;
  readonly percent: (share: number) => string;
  /** `/m²`, `/min`, `m/s`, `s`; empty for a plain count. */
  readonly unit: (unit: MeasureUnit) => string;
  /** `14:03:22`. */
  readonly clock: (atMs: number) => string;
  /** `14:03` today, `23 Nov, 14:03` on another day. */
  readonly moment: (atMs: number, nowMs: number) => string;
  /** `12 Nov`, with the year where it is another one. */
  readonly day: (atMs: number, nowMs: number) => string;
  readonly dateTime: (atMs: number) => string;
  /** `00:12` under an hour, `2 h 14 min` beyond, days beyond two. */
  readonly duration: (ms: number) => string;
  /** A length somebody chooses: `15 min`, `8 h`, `1 h 30 min`. */
  readonly span: (ms: number) => string;
  /** `40 ms`, `1.2 s`. */
  readonly latency: (ms: number) => string;
  readonly bytes: (bytes: number) => string;
};

const short = {
  en: {
    h: 'h',
    min: 'min',
    d: 'd',
    s: 's',
    ms: 'ms',
    '1/min': '/min',
    '1': '',
    '1/m2': '/m²',
    m: 'm',
    '1/s2': '/s²',
    'm/s': 'm/s',
    bytes: ['B', 'kB', 'MB', 'GB', 'TB'],
  },
  ru: {
    h: 'ч',
    min: 'мин',
    d: 'д',
    s: 'с',
    ms: 'мс',
    '1/min': '/мин',
    '1': '',
    '1/m2': '/м²',
    m: 'м',
    '1/s2': '/с²',
    'm/s': 'м/с',
    bytes: ['Б', 'кБ', 'МБ', 'ГБ', 'ТБ'],
  },
} as const;

const locales: { readonly [L in Language]: string } = { en: 'en-GB', ru: 'ru-RU' };

export function formatsFor(language: Language): Formats {
  const locale = locales[language];
  const unit = short[language];
  const byDigits = new Map<number, Intl.NumberFormat>();
  const number = (value: number, digits = 0): string => {
    let format = byDigits.get(digits);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      byDigits.set(digits, format);
    }
    return format.format(value);
  };
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const hourMinute = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const dayTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });

  return {
    number,
    band: (value, digits = 1) => number(value > 0 ? Math.max(value, 10 ** -digits) : value, digits),
    percent: (share) => percent.format(share),
    unit: (u) => unit[u],
    clock: (atMs) => clock.format(atMs),
    moment: (atMs, nowMs) =>
      new Date(atMs).toDateString() === new Date(nowMs).toDateString()
        ? hourMinute.format(atMs)
        : dayTime.format(atMs),
    day: (atMs, nowMs) =>
      (new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? day : dayOfYear).format(atMs),
    dateTime: (atMs) => full.format(atMs),
    duration: (ms) => {
      const s = Math.max(0, Math.floor(ms / 1_000));
      if (s < 3_600) return `${two(Math.floor(s / 60))}:${two(s % 60)}`;
      const min = Math.floor(s / 60);
      if (min < 48 * 60) return `${Math.floor(min / 60)} ${unit.h} ${min % 60} ${unit.min}`;
      return `${Math.floor(min / 1_440)} ${unit.d} ${Math.floor((min % 1_440) / 60)} ${unit.h}`;
    },
    span: (ms) => {
      const min = Math.round(ms / 60_000);
      const parts = [
        min >= 60 ? `${Math.floor(min / 60)} ${unit.h}` : '',
        min % 60 > 0 || min === 0 ? `${min % 60} ${unit.min}` : '',
      ];
      return parts.filter((part) => part !== '').join(' ');
    },
    latency: (ms) =>
      ms < 1_000 ? `${number(ms, ms < 10 ? 1 : 0)} ${unit.ms}` : `${number(ms / 1_000, 1)} ${unit.s}`,
    bytes: (bytes) => {
      let value = bytes;
      let step = 0;
      while (value >= 1_000 && step < unit.bytes.length - 1) {
        value /= 1_000;
        step++;
      }
      return `${number(value, step > 1 && value < 100 ? 1 : 0)} ${unit.bytes[step]}`;
    },
  };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
