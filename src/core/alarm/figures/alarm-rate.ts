import type { Span } from './annunciation.ts';

/** Alarms are counted in periods of ten minutes (ISA-18.2, EEMUA 191). */
export const periodMs = 600_000;
/** More than so many in ten minutes are a flood ... */
export const floodAbove = 10;
/** ... which is over when fewer than so many came in the last ten minutes (EEMUA 191). */
const floodOverBelow = 5;

export type Flood = Span & { readonly alarms: number };

/**
 * How many came in each period of ten minutes that begins on the clock at a multiple of ten minutes (UTC).
 * @param atMs within the span. @returns one number a period, from the one that holds the beginning of the span.
 */
export function countsByPeriod(span: Span, atMs: readonly number[]): { fromMs: number; counts: number[] } {
  const fromMs = Math.floor(span.fromMs / periodMs) * periodMs;
  const counts = new Array<number>(Math.ceil((span.toMs - fromMs) / periodMs)).fill(0);
  for (const at of atMs) counts[Math.floor((at - fromMs) / periodMs)]!++;
  return { fromMs, counts };
}

/** The most that came within any ten minutes, wherever they begin. @param atMs in order. */
export function mostInTenMinutes(atMs: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (let i = 0; i < atMs.length; i++) {
    while (atMs[i]! - atMs[first]! >= periodMs) first++;
    most = Math.max(most, i - first + 1);
  }
  return most;
}

/**
 * Floods: from the first of the eleven alarms that came within ten minutes, until fewer than five came in the last ten.
 * @param atMs within the span, in order.
 */
export function floodsIn(span: Span, atMs: readonly number[]): Flood[] {
  const floods: Flood[] = [];
  // Index of the first alarm of the flood that goes on; null: none does.
  let began: number | null = null;
  /** When only four of those before `end` are younger than ten minutes. */
  const calmAt = (end: number) => atMs[end - floodOverBelow]! + periodMs;
  const close = (end: number, toMs: number) => {
    floods.push({ fromMs: atMs[began!]!, toMs, alarms: end - began! });
    began = null;
  };
  for (let i = 0; i < atMs.length; i++) {
    if (began !== null && calmAt(i) <= atMs[i]!) close(i, calmAt(i));
    const first = i - floodAbove;
    const isFree = first >= 0 && (floods.length === 0 || atMs[first]! >= floods.at(-1)!.toMs);
    if (began === null && isFree && atMs[i]! - atMs[first]! < periodMs) began = first;
  }
  if (began !== null) close(atMs.length, Math.min(span.toMs, calmAt(atMs.length)));
  return floods;
}
