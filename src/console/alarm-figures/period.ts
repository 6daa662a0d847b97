/** The time figures are made of, as the address holds it. Pure. */
import type { FreeSearch } from './search.ts';

const dayMs = 86_400_000;
export const presetDays = [1, 7, 31] as const;
const longestMs = 31 * dayMs;

export type Period =
  | { readonly days: number }
  /** UTC ms. */
  | { readonly fromMs: number; readonly toMs: number };

/** A week where the address says nothing that can be. */
export function periodOf(search: FreeSearch): Period {
  const { days, from, to } = search;
  if (typeof from === 'number' && typeof to === 'number' && from < to && to - from <= longestMs)
    return { fromMs: from, toMs: to };
  return { days: presetDays.find((known) => known === days) ?? 7 };
}

/** Preset periods end now, at a whole minute: asking again within it is the same question. */
export function spanOf(period: Period, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  if ('fromMs' in period) return period;
  const toMs = Math.ceil(nowMs / 60_000) * 60_000;
  return { fromMs: toMs - period.days * dayMs, toMs };
}

/** The part of an address that says a period; `periodOf` reads it. */
export function searchOf(period: Period) {
  return 'days' in period ? { days: period.days } : { from: period.fromMs, to: period.toMs };
}
