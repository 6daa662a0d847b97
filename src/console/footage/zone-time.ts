/** A site's local time on an axis of instants: days of 23 and 25 hours have as many. Pure; times are UTC ms. */

export type Span = { readonly fromMs: number; readonly toMs: number };

const secondMs = 1_000;
const minuteMs = 60_000;
export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const stepsMs = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
].map((seconds) => seconds * secondMs);

/** Every zone is off by a multiple of this. */
const quarterMs = 15 * minuteMs;

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** What the clock on the wall shows, read as if it were UTC; ms. */
export function wallMs(atMs: number, timeZone: string): number {
  const wholeMs = Math.floor(atMs / secondMs) * secondMs;
  const part: { [type: string]: number } = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(wholeMs)) part[type] = Number(value);
  const { year, month, day, hour, minute, second } = part;
  return Date.UTC(year!, month! - 1, day!, hour, minute, second) + (atMs - wholeMs);
}

/** The local day of an instant: from its first moment to that of the next, 23 to 25 hours. */
export function dayAround(atMs: number, timeZone: string): Span {
  const day = Math.floor(wallMs(atMs, timeZone) / dayMs);
  return { fromMs: dayStart(day, timeZone), toMs: dayStart(day + 1, timeZone) };
}

/** The local day so many days later (or, below 0, earlier). */
export function dayBeside(day: Span, by: number, timeZone: string): Span {
  const number = Math.floor(wallMs(day.fromMs, timeZone) / dayMs);
  return { fromMs: dayStart(number + by, timeZone), toMs: dayStart(number + by + 1, timeZone) };
}

/** First moment whose local date is the day: midnight, or, where the clocks skip it, what comes instead. */
function dayStart(day: number, timeZone: string): number {
  // No zone is further from UTC than 15 hours.
  let before = day * dayMs - 16 * hourMs;
  let after = day * dayMs + 16 * hourMs;
  while (after - before > secondMs) {
    const middle = Math.floor((before + after) / 2 / secondMs) * secondMs;
    if (Math.floor(wallMs(middle, timeZone) / dayMs) >= day) after = middle;
    else before = middle;
  }
  return after;
}

/** Local seconds of a form field (`2026-11-24T03:04:05`) as an instant; of two such instants the first. Null: no such time. */
export function instantOf(local: string, timeZone: string): number | null {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  for (let atMs = wall - 16 * hourMs; atMs <= wall + 16 * hourMs; atMs += quarterMs) {
    if (wallMs(atMs, timeZone) === wall) return atMs;
  }
  return null;
}

/**
 * Instants that stand at round local times, at most `most` of them. Where the clocks go back an hour is there twice,
 * where they go forward one is missing.
 */
export function ticksIn(
  span: Span,
  { timeZone, most }: { readonly timeZone: string; readonly most: number },
): { readonly stepMs: number; readonly atMs: readonly number[] } {
  const lengthMs = span.toMs - span.fromMs;
  const stepMs = stepsMs.find((step) => lengthMs / step <= most) ?? dayMs;
  const isAligned = quarterMs % stepMs === 0;
  // Ten minutes are round five minutes before or after a quarter.
  const lookMs = isAligned ? stepMs : Math.min(quarterMs, stepMs / 2);
  const atMs: number[] = [];
  for (let at = Math.ceil(span.fromMs / lookMs) * lookMs; at <= span.toMs; at += lookMs) {
    if (isAligned || wallMs(at, timeZone) % stepMs === 0) atMs.push(at);
  }
  // Days are the largest step there is: of more of them than fit, every second, third ... is marked.
  const every = Math.max(1, Math.ceil(lengthMs / stepMs / most));
  return { stepMs: stepMs * every, atMs: atMs.filter((_, i) => i % every === 0) };
}
