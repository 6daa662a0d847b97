/** A span of the day in which nobody wants to be woken, by the clocks of the site. */
export type QuietHours = {
  /** `HH:MM`. A span whose end is not after its beginning goes over midnight. */
  readonly from: string;
  readonly to: string;
  /** High priority is told all the same. */
  readonly doesHighBreak: boolean;
};

/** Of the day, `HH:MM`. */
type Span = { readonly from: string; readonly to: string };

const minuteMs = 60_000;
/** Two days: no quiet hours last longer, whatever the clocks do. */
const furthestMinutes = 2 * 1_440;

/**
 * @param timeZone of the site, as the time zone database names it.
 * @returns when the quiet hours that hold at `atMs` end, UTC ms; null outside of them. Where the clocks are changed in
 *   between, the end is the first instant at which the clock on the wall is past it.
 */
export function quietUntil(hours: QuietHours, atMs: number, timeZone: string): number | null {
  const wall = wallClock(timeZone);
  if (!isQuiet(hours, wall(atMs))) return null;
  const start = Math.floor(atMs / minuteMs) * minuteMs;
  for (let i = 1; i <= furthestMinutes; i++) {
    const at = start + i * minuteMs;
    if (!isQuiet(hours, wall(at))) return at;
  }
  return null;
}

/** Whether a span of the day holds at an instant. A span whose end is not after its beginning goes over midnight. */
export function isInSpan(span: Span, atMs: number, timeZone: string): boolean {
  return isQuiet(span, wallClock(timeZone)(atMs));
}

function isQuiet({ from, to }: Span, minute: number): boolean {
  const begin = minuteOf(from);
  const end = minuteOf(to);
  return begin < end ? minute >= begin && minute < end : minute >= begin || minute < end;
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes since midnight on the wall. */
function wallClock(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (atMs) => minuteOf(format.format(atMs));
}
