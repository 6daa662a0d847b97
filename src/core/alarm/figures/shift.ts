import { wallClock } from '../../wall-clock.ts';
import type { Span } from './annunciation.ts';

/** A shift as it was worked: cut to the span that was asked for. `start` is when it begins by the site's clock, `HH:MM`. */
export type Shift = Span & { readonly start: string };

const minutesOfDay = 1_440;
const quarterMs = 900_000;

/**
 * Shifts of a span. Where the clocks are changed, a shift is an hour longer or shorter; of a time the clock shows twice
 * the first counts, and a beginning the clock skips is the first instant after it.
 * @param starts when shifts begin, `HH:MM` at a quarter of an hour, in the order of the day; at least one.
 * @param timeZone of the site, as the time zone database names it.
 */
export function shiftsIn(span: Span, starts: readonly string[], timeZone: string): Shift[] {
  const wall = wallClock(timeZone);
  const minutes = starts.map(minuteOf);
  /** Counts shifts since 1970: what it is never goes back, whatever the clock does. */
  const numberAt = (atMs: number) => {
    const minute = wall(atMs);
    const day = Math.floor(minute / minutesOfDay);
    const begun = minutes.filter((start) => start <= minute % minutesOfDay).length;
    return day * starts.length + begun - 1;
  };
  const startOf = (number: number) => starts[number % starts.length]!;
  const shifts: Shift[] = [];
  let fromMs = span.fromMs;
  let number = numberAt(fromMs);
  for (let at = (Math.floor(span.fromMs / quarterMs) + 1) * quarterMs; at < span.toMs; at += quarterMs) {
    const next = numberAt(at);
    if (next <= number) continue;
    shifts.push({ fromMs, toMs: at, start: startOf(number) });
    fromMs = at;
    number = next;
  }
  shifts.push({ fromMs, toMs: span.toMs, start: startOf(number) });
  return shifts;
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
