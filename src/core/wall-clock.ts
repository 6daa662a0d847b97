const minuteMs = 60_000;

/** @returns what the clock on the wall shows at an instant, in whole minutes since 1970 as if it were UTC. */
export function wallClock(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (atMs) => {
    const part: { [type: string]: number } = {};
    for (const { type, value } of format.formatToParts(atMs)) part[type] = Number(value);
    const { year, month, day, hour, minute } = part;
    return Date.UTC(year!, month! - 1, day!, hour, minute) / minuteMs;
  };
}
