import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import { isDatabaseDown } from '../store/database.ts';
import type { AlarmDesk } from './alarm-desk.ts';

/** A shelf of an hour ends a few seconds late at most. */
const everyMs = 5_000;

/** Lets the desk look at the clock: what comes back by itself does so without anybody asking, and after a restart too. */
export function watchAlarms(desk: AlarmDesk, log: Log): { stop(): void } {
  const timer = setInterval(() => {
    desk.lookAtClock().catch((cause: unknown) => {
      if (!isDatabaseDown(cause))
        logFailure(
          log,
          'alarms that are due were not brought back; it is tried again in five seconds',
          cause,
        );
    });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
