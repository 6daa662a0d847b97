import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Clock, DatabaseServer } from './ports.ts';
import { ping, type Sql, sizeOfDatabase } from './store/database.ts';

/** Knows whether the database answers, and gets it back when it does not. */
export type DatabaseWatch = {
  isUp(): boolean;
  /** Round trip of the last question, ms; null while it is away. */
  latencyMs(): number | null;
  sizeBytes(): number | null;
  downSinceMs(): number | null;
  /** Asks now instead of at the next turn; a caller has just met an error. */
  look(): void;
  stop(): Promise<void>;
};

const everyMs = 1_000;
const sizeEveryMs = 60_000;
/** An answer that takes longer counts as none. */
const patienceMs = 5_000;

export function watchDatabase(world: {
  sql: Sql;
  server: DatabaseServer;
  clock: Clock;
  log: Log;
  /** At every answer: whoever met an error meanwhile may go on. */
  onAnswer: () => void;
}): DatabaseWatch {
  const { sql, server, clock, log, onAnswer } = world;
  let latencyMs: number | null = null;
  let sizeBytes: number | null = null;
  let sizeAtMs = Number.NEGATIVE_INFINITY;
  let downSinceMs: number | null = null;
  let looking: Promise<void> | null = null;
  let isStopped = false;
  const timer = setInterval(look, everyMs);
  timer.unref();

  function look(): void {
    if (isStopped) return;
    looking ??= ask().finally(() => {
      looking = null;
    });
  }

  async function ask(): Promise<void> {
    try {
      const startedMs = performance.now();
      await within(ping(sql), patienceMs);
      latencyMs = performance.now() - startedMs;
      if (startedMs - sizeAtMs > sizeEveryMs) await readSize(startedMs);
      if (downSinceMs !== null) {
        log('info', `the database is back after ${((clock.nowMs() - downSinceMs) / 1_000).toFixed(1)} s`);
        downSinceMs = null;
      }
      onAnswer();
    } catch (cause) {
      latencyMs = null;
      if (isStopped) return;
      if (downSinceMs === null) {
        downSinceMs = clock.nowMs();
        logFailure(log, 'the database does not answer; live pictures go on, changes wait', cause);
      }
      await server.revive().then(
        // Asked again at once: the next turn is a second away.
        () => setImmediate(look),
        (why: unknown) => logFailure(log, 'the database cannot be brought back yet', why),
      );
    }
  }

  async function readSize(nowMs: number): Promise<void> {
    sizeBytes = await sizeOfDatabase(sql);
    sizeAtMs = nowMs;
  }

  look();
  return {
    isUp: () => downSinceMs === null,
    latencyMs: () => latencyMs,
    sizeBytes: () => sizeBytes,
    downSinceMs: () => downSinceMs,
    look,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}

async function within<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
