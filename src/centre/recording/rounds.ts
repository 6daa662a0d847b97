/** What has to be done again and again: sign of life, room, terms, and what the health page says of them. */
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Clock } from '../ports.ts';
import { pruneBookmarks } from '../store/bookmarks.ts';
import { isDatabaseDown, type Sql } from '../store/database.ts';
import { beat, countGaps, pruneGaps } from '../store/gaps.ts';
import { pruneGrowing } from '../store/growing-sealed.ts';
import { givenUpSince } from '../store/sweep.ts';
import { createClockTrust } from './clock-trust.ts';
import type { DiskKeeper } from './disk-keeper.ts';
import type { RetentionSweeper } from './retention-sweeper.ts';

export type Counts = {
  readonly gaps: number;
  readonly givenUp: { readonly segments: number; readonly bytes: number };
};

export type Rounds = {
  /** Of the last 24 hours, as they were a minute ago at most. */
  counts(): Counts;
  stop(): Promise<void>;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A sweep looks ahead by as much, so that nothing is older than its term when the next one comes. */
export const sweepEveryMs = 10 * minuteMs;
const beatEveryMs = 10_000;
/** A mark of a moment without footage stays as long as footage usually would. */
const bookmarkMs = 3 * dayMs;
const gapsKeptMs = 366 * dayMs;
const growingKeptMs = 7 * dayMs;

export function startRounds(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly sweeper: RetentionSweeper | null;
  readonly keeper: DiskKeeper | null;
  /** Looks for footage without a row, where that is due. */
  readonly scanIfDue: () => Promise<void>;
}): Rounds {
  const { sql, clock, log, sweeper, keeper } = world;
  let counts: Counts = { gaps: 0, givenUp: { segments: 0, bytes: 0 } };
  const running = new Set<Promise<void>>();
  const timers: NodeJS.Timeout[] = [];

  const trust = createClockTrust({
    nowMs: clock.nowMs,
    tickMs: () => performance.now(),
    onLeap: (aheadMs) =>
      log(
        'warn',
        `the clock went ahead by ${(aheadMs / 3_600_000).toFixed(1)} h: footage is not deleted for an hour. Set it right if it is wrong`,
      ),
  });

  /** Never two of one kind at once; what fails is tried at the next turn. */
  function every(ms: number, what: string, work: () => Promise<unknown>): void {
    let isBusy = false;
    const turn = async () => {
      if (isBusy) return;
      isBusy = true;
      try {
        await work();
      } catch (cause) {
        if (!isDatabaseDown(cause)) logFailure(log, `${what} failed; it is tried again`, cause);
      } finally {
        isBusy = false;
      }
    };
    const run = () => {
      const done = turn().finally(() => running.delete(done));
      running.add(done);
    };
    const timer = setInterval(run, ms);
    timer.unref();
    timers.push(timer);
    run();
  }

  every(beatEveryMs, 'the sign of life of the recording', () => beat(sql, clock.nowMs()));
  every(minuteMs, 'the look at the storage', async () => {
    const nowMs = clock.nowMs();
    if (trust.isTrusted()) await keeper?.look(nowMs);
    counts = {
      gaps: await countGaps(sql, nowMs - dayMs),
      givenUp: await givenUpSince(sql, nowMs - dayMs),
    };
  });
  every(minuteMs, 'the search for footage without a row', world.scanIfDue);
  every(sweepEveryMs, 'the deletion of due footage', async () => {
    const nowMs = clock.nowMs();
    if (!trust.isTrusted()) return;
    await sweeper?.sweep(nowMs, sweepEveryMs);
    await pruneBookmarks(sql, nowMs - bookmarkMs);
    await pruneGaps(sql, nowMs - gapsKeptMs);
    await pruneGrowing(sql, nowMs - growingKeptMs);
  });

  return {
    counts: () => counts,
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}
