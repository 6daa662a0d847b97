import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Clock } from '../ports.ts';
import { isDatabaseDown, type Sql } from '../store/database.ts';
import { missCheckIns } from './unit-desk.ts';

/** A unit whose silence is noticed five seconds late is no worse off: it was silent for minutes. */
const lookEveryMs = 5_000;

/** Looks for units that have not said in time that they are well. */
export function keepCheckIns(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly onRaised: () => void;
}): { stop(): Promise<void> } {
  const { sql, clock, log, onRaised } = world;
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = missCheckIns(sql, clock.nowMs())
      .then((silent) => {
        if (silent > 0) onRaised();
      })
      .catch((cause: unknown) => {
        if (!isDatabaseDown(cause)) logFailure(log, 'check-ins of units could not be looked at', cause);
      });
  }, lookEveryMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
