import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Clock } from './ports.ts';
import type { Sessions } from './sessions.ts';
import { isDatabaseDown, type Sql } from './store/database.ts';
import { pruneLabellings } from './store/labellings.ts';
import { dropMeasuresBefore, eraseRemovedSeries, makeMeasureDays } from './store/measures.ts';
import { pruneNotifications } from './store/notifications.ts';
import { pruneOutbox } from './store/outbox.ts';
import { pruneSessions } from './store/sessions.ts';
import { readSettings } from './store/settings.ts';

const everyMs = 10 * 60_000;
/** No console sleeps through more than this and then resumes; it loads its lists anew. */
const outboxKeptMs = 24 * 3_600_000;
const dayMs = 86_400_000;
/** Who was told what: addresses do not stand in it. */
const notificationsKeptMs = 90 * dayMs;

/** Keeps what has a term to its term. */
export function keepHouse(world: { sql: Sql; clock: Clock; log: Log; sessions: Sessions }): { stop(): void } {
  const timer = setInterval(() => {
    tidyUp(world).catch((cause: unknown) => {
      if (!isDatabaseDown(cause))
        logFailure(world.log, 'housekeeping failed; it is tried again in ten minutes', cause);
    });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

export async function tidyUp(world: { sql: Sql; clock: Clock; sessions: Sessions }): Promise<void> {
  const { sql, clock, sessions } = world;
  const nowMs = clock.nowMs();
  const settings = await readSettings(sql);
  await makeMeasureDays(sql, nowMs);
  await dropMeasuresBefore(sql, nowMs - settings.measureRetentionDays * dayMs);
  await pruneOutbox(sql, nowMs - outboxKeptMs);
  await pruneNotifications(sql, nowMs - notificationsKeptMs);
  await pruneSessions(sql, sessions.alive());
  await pruneLabellings(sql, nowMs);
  // Bounded, so that a removed camera with a year of numbers does not hold up the rest.
  for (let piece = 0; piece < 500 && (await eraseRemovedSeries(sql)); piece++);
}
