import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import { isDatabaseDown, type Sql } from '../store/database.ts';

/** One row on its way. May be written twice: each write leaves the same behind. */
export type LedgerEntry = {
  write(sql: Sql): Promise<unknown>;
  /** It is stored, or will never be. */
  done?(isStored: boolean): void;
};

/** Rows of the recording on their way to the database: in order, one at a time, kept while it is away, bounded. */
export type LedgerWriter = {
  add(entry: LedgerEntry): void;
  /** The database answers: what waits is tried again. */
  resume(): void;
  waiting(): number;
  dropped(): number;
  /** Resolves when nothing waits any more, or the database is away. */
  settled(): Promise<void>;
};

/** Two hours of 80 cameras in segments of a minute. */
const mostWaiting = 10_000;

export function createLedgerWriter(world: {
  readonly sql: Sql;
  readonly log: Log;
  readonly mostWaiting?: number;
}): LedgerWriter {
  const { sql, log } = world;
  const limit = world.mostWaiting ?? mostWaiting;
  const waiting: LedgerEntry[] = [];
  let dropped = 0;
  let writing: Promise<void> | null = null;

  function start(): void {
    writing ??= writeAll().finally(() => {
      writing = null;
    });
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const entry = waiting[0]!;
      try {
        await entry.write(sql);
        leave(entry, true);
      } catch (cause) {
        if (isDatabaseDown(cause)) return;
        leave(entry, false);
        logFailure(
          log,
          'a row of the recording could not be stored; its file is kept and found again',
          cause,
        );
      }
    }
  }

  /** It may have been dropped while it was being written. */
  function leave(entry: LedgerEntry, isStored: boolean): void {
    if (waiting[0] === entry) waiting.shift();
    entry.done?.(isStored);
  }

  return {
    add(entry) {
      waiting.push(entry);
      while (waiting.length > limit) {
        dropped++;
        waiting.shift()!.done?.(false);
      }
      start();
    },
    resume: start,
    waiting: () => waiting.length,
    dropped: () => dropped,
    async settled() {
      start();
      await writing;
    },
  };
}
