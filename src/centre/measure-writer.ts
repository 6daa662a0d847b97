import type { Measure } from '../core/measure/measure.ts';
import type { Latency } from './latency.ts';
import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Clock } from './ports.ts';
import { isDatabaseDown, type Sql } from './store/database.ts';
import { type CameraMeasures, forgetSeries, insertMeasures, type SeriesCache } from './store/measures.ts';

/**
 * Measures on their way to the database: once a second, or as soon as a batch is full; the oldest are dropped and counted
 * when it stays away.
 */
export type MeasureWriter = {
  add(cameraId: string, measures: readonly Measure[]): void;
  forget(cameraId: string): void;
  dropped(): number;
  /** Writes what is waiting. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

/** About ten minutes of 8 cameras with 3 zones. */
const maxWaiting = 150_000;
const flushEveryMs = 1_000;
/** Written out in some milliseconds: an alarm that comes meanwhile does not wait for a whole town's second. */
const batchSize = 1_000;

export function createMeasureWriter(world: {
  sql: Sql;
  clock: Clock;
  log: Log;
  latency: Latency;
}): MeasureWriter {
  const { sql, clock, log, latency } = world;
  const cache: SeriesCache = new Map();
  let waiting: CameraMeasures[] = [];
  /** Where the oldest stands: what lies before it is gone. A full queue that was copied at every message stood still. */
  let head = 0;
  let count = 0;
  let dropped = 0;
  let writing: Promise<void> | null = null;
  const timer = setInterval(() => void flush(), flushEveryMs);
  timer.unref();

  function flush(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = null;
    });
    return writing;
  }

  async function writeAll(): Promise<void> {
    while (head < waiting.length) {
      const batch = takeBatch();
      const startedMs = performance.now();
      try {
        await insertMeasures(sql, cache, batch);
        latency.add(performance.now() - startedMs, clock.nowMs());
      } catch (cause) {
        if (isDatabaseDown(cause)) {
          putBack(batch);
          return;
        }
        drop(sizeOf(batch));
        // A series may have been removed under us: learn them anew.
        cache.clear();
        logFailure(log, `${sizeOf(batch)} measures could not be stored`, cause);
      }
    }
  }

  function takeBatch(): CameraMeasures[] {
    let size = 0;
    let end = head;
    while (end < waiting.length && size < batchSize) size += waiting[end++]!.measures.length;
    const batch = waiting.slice(head, end);
    forgetUntil(end);
    count -= size;
    return batch;
  }

  function putBack(batch: readonly CameraMeasures[]): void {
    waiting = [...batch, ...waiting.slice(head)];
    head = 0;
    count += sizeOf(batch);
    makeRoom();
  }

  function makeRoom(): void {
    let end = head;
    while (count > maxWaiting) {
      const oldest = waiting[end++]!;
      count -= oldest.measures.length;
      drop(oldest.measures.length);
    }
    forgetUntil(end);
  }

  /** The places are given back once they are the greater part. */
  function forgetUntil(end: number): void {
    head = end;
    if (2 * head < waiting.length) return;
    waiting = waiting.slice(head);
    head = 0;
  }

  function drop(size: number): void {
    dropped += size;
    latency.drop(size);
  }

  return {
    add(cameraId, measures) {
      if (measures.length === 0) return;
      waiting.push({ cameraId, measures });
      count += measures.length;
      makeRoom();
      if (count >= batchSize) void flush();
    },
    forget: (cameraId) => forgetSeries(cache, cameraId),
    dropped: () => dropped,
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

function sizeOf(batch: readonly CameraMeasures[]): number {
  return batch.reduce((sum, { measures }) => sum + measures.length, 0);
}
