import type { Formats } from '../words/formats.ts';

/** How old the picture on the screen may look, and how it says so. */
export type FrameAge = 'none' | 'fresh' | 'late' | 'stale';

export const freshUnderMs = 1_000;
export const staleAfterMs = 5_000;

/** Null: no picture was drawn yet. */
export function frameAge(ageMs: number | null): FrameAge {
  if (ageMs === null) return 'none';
  if (ageMs < freshUnderMs) return 'fresh';
  return ageMs <= staleAfterMs ? 'late' : 'stale';
}

/** The age as an operator reads it, never rounded up: 1.3 s, 12 s, 03:20, 2 h 14 min. */
export function ageText(ageMs: number, formats: Pick<Formats, 'number' | 'unit' | 'duration'>): string {
  if (ageMs >= 60_000) return formats.duration(ageMs);
  const digits = ageMs < 10_000 ? 1 : 0;
  const step = digits === 1 ? 100 : 1_000;
  return `${formats.number((Math.floor(ageMs / step) * step) / 1_000, digits)} ${formats.unit('s')}`;
}
