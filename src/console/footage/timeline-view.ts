/** Which part of the day the timeline shows, and where instants stand on it. Pure; UTC ms and px. */
import type { Span } from './zone-time.ts';

export const leastViewMs = 60_000;

/** @param factor below 1: closer. The instant at `aroundMs` stays where it is on the screen, as far as the day allows. */
export function zoomed(
  view: Span,
  day: Span,
  { factor, aroundMs }: { readonly factor: number; readonly aroundMs: number },
): Span {
  const lengthMs = view.toMs - view.fromMs;
  const nextMs = Math.min(day.toMs - day.fromMs, Math.max(leastViewMs, lengthMs * factor));
  const share = (aroundMs - view.fromMs) / lengthMs;
  return within(day, aroundMs - share * nextMs, nextMs);
}

export function panned(view: Span, day: Span, byMs: number): Span {
  return within(day, view.fromMs + byMs, view.toMs - view.fromMs);
}

/** The view moved as little as needed so that the instant lies in it, with some way ahead. */
export function following(view: Span, day: Span, atMs: number): Span {
  const lengthMs = view.toMs - view.fromMs;
  if (atMs >= view.fromMs && atMs <= view.toMs) return view;
  return within(day, atMs - lengthMs * 0.15, lengthMs);
}

function within(day: Span, fromMs: number, lengthMs: number): Span {
  const length = Math.min(lengthMs, day.toMs - day.fromMs);
  const from = Math.min(day.toMs - length, Math.max(day.fromMs, fromMs));
  return { fromMs: from, toMs: from + length };
}

export function xOf(
  atMs: number,
  { view, widthPx }: { readonly view: Span; readonly widthPx: number },
): number {
  return ((atMs - view.fromMs) / (view.toMs - view.fromMs)) * widthPx;
}

export function atOf(
  x: number,
  { view, widthPx }: { readonly view: Span; readonly widthPx: number },
): number {
  return view.fromMs + (x / Math.max(1, widthPx)) * (view.toMs - view.fromMs);
}

export function overlaps(a: Span, b: Span): boolean {
  return a.fromMs < b.toMs && a.toMs > b.fromMs;
}

/**
 * Values of steps as one value a column of the screen, the highest of those that fall into it; null where nothing is
 * known. As many as the screen is wide, however long the day is.
 */
export function columnsOf(
  values: readonly (number | null)[],
  {
    fromMs,
    stepMs,
    view,
    columns,
  }: { readonly fromMs: number; readonly stepMs: number; readonly view: Span; readonly columns: number },
): (number | null)[] {
  const perColumnMs = (view.toMs - view.fromMs) / columns;
  return Array.from({ length: columns }, (_, i) => {
    const first = Math.floor((view.fromMs + i * perColumnMs - fromMs) / stepMs);
    const last = Math.max(first, Math.ceil((view.fromMs + (i + 1) * perColumnMs - fromMs) / stepMs) - 1);
    let highest: number | null = null;
    for (let step = Math.max(0, first); step <= Math.min(values.length - 1, last); step++) {
      const value = values[step] ?? null;
      if (value !== null && (highest === null || value > highest)) highest = value;
    }
    return highest;
  });
}
