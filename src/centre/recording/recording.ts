/** Footage in the centre: the books, the terms, the storage and its health. The files themselves ingest writes. */
import type { FromIngest } from '../../contract/ingest.ts';
import type { StorageHealth } from '../../contract/storage-health.ts';
import { segmentKinds } from '../../core/recording/segment.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { FootageStorage } from '../../storage/salvage.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Clock } from '../ports.ts';
import type { Sql } from '../store/database.ts';
import { type Adoption, createAdoption } from './adoption.ts';
import { createDiskKeeper, type DiskKeeper } from './disk-keeper.ts';
import { createGapBook } from './gap-book.ts';
import { createLedgerWriter, type LedgerWriter } from './ledger-writer.ts';
import { createPolicies, type Policies } from './policies.ts';
import { createRetentionSweeper, type RetentionSweeper } from './retention-sweeper.ts';
import { type Rounds, startRounds } from './rounds.ts';
import { createSegmentBook, type SegmentBook } from './segment-book.ts';
import { noteStop } from './system-stop.ts';
import { createViewings, type Viewings } from './viewings.ts';

export type RecordingMessage = Extract<
  FromIngest,
  { type: 'segment.grew' | 'segment.closed' | 'recording.gap' }
>;

export type Recording = {
  /** Null: nothing is recorded here. */
  readonly blobs: Blobs | null;
  readonly policies: Policies;
  readonly book: SegmentBook;
  readonly ledger: LedgerWriter;
  readonly viewings: Viewings;
  readonly sweeper: RetentionSweeper | null;
  readonly adoption: Adoption | null;
  accept(message: RecordingMessage): void;
  /** Once the schema is there, and before ingest reports: what lies between the last sign of life and now is a gap. */
  start(runningCameraIds: readonly string[]): Promise<void>;
  /** The process of a camera died: what it wrote is kept as far as it is whole. */
  processDied(cameraId: string): void;
  cameraDisabled(cameraId: string): void;
  health(): StorageHealth | null;
  /** Resolves when all that was told is stored, or the database is away. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

const scanAgainMs = 10 * 60_000;

export function createRecording(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly storage: FootageStorage | null;
  readonly vaultRecipient: () => string | null;
}): Recording {
  const { sql, clock, log, storage } = world;
  const { nowMs } = clock;
  const stopping = new AbortController();
  /** After a start, and after a row was lost. Null: not. */
  let scanDueAtMs: number | null = 0;
  let rounds: Rounds | null = null;
  const salvaging = new Set<Promise<void>>();

  const ledger = createLedgerWriter({ sql, log });
  const gaps = createGapBook(ledger);
  const policies = createPolicies({ isRecording: storage !== null, vaultRecipient: world.vaultRecipient });
  const book = createSegmentBook({
    clock,
    ledger,
    onFirst: (segment) => gaps.footageBegan(segment, segment.fromMs),
    onLost: dueScan,
  });
  const wait = (ms: number) => abortable(ms, stopping.signal);
  const adoption = storage && createAdoption({ ...storage, sql, book, gaps, ledger, log, nowMs, wait });
  const sweeper = storage && createRetentionSweeper({ ...storage, sql, policies, log, nowMs });
  const keeper: DiskKeeper | null = storage && sweeper && createDiskKeeper({ ...storage, sweeper, log });

  function dueScan(): void {
    scanDueAtMs = 0;
  }

  async function scanIfDue(): Promise<void> {
    if (adoption === null || scanDueAtMs === null || performance.now() < scanDueAtMs) return;
    scanDueAtMs = null;
    try {
      const { away } = await adoption.scan();
      // Whatever lies on a disk that is away is found when it is back.
      if (away !== null) scanDueAtMs ??= performance.now() + scanAgainMs;
    } catch (cause) {
      dueScan();
      throw cause;
    }
  }

  async function salvageOf(cameraId: string): Promise<void> {
    const orphans = book.takeOrphans(new Set([cameraId]));
    for (const orphan of orphans) {
      let endMs = orphan.toMs;
      try {
        endMs = (await adoption!.salvage(orphan))?.toMs ?? orphan.fromMs;
      } catch (cause) {
        dueScan();
        logFailure(log, `footage ${orphan.key} of a process that died waits to be taken in`, cause);
      }
      gaps.wentSilent(orphan, endMs, 'process-restart');
    }
    const { masked, isSealed } = policies.of(cameraId);
    for (const kind of segmentKinds) {
      const isWanted = kind === 'masked' ? masked === 'continuous' : isSealed;
      if (!isWanted || orphans.some((orphan) => orphan.kind === kind)) continue;
      gaps.wentSilentBy({ cameraId, kind }, nowMs(), 'process-restart');
    }
  }

  return {
    blobs: storage?.blobs ?? null,
    policies,
    book,
    ledger,
    viewings: createViewings({ sql, clock }),
    sweeper,
    adoption,
    accept(message) {
      switch (message.type) {
        case 'segment.grew':
          book.grew(message.segment);
          return;
        case 'segment.closed':
          book.closed(message.segment);
          return;
        case 'recording.gap':
          gaps.told(message, message.atMs, message.cause);
          return;
        default:
          unreachable(message);
      }
    },
    async start(runningCameraIds) {
      await policies.load(sql);
      if (storage === null) return;
      await noteStop({ sql, gaps, policies, runningCameraIds });
      rounds = startRounds({
        ...{ sql, clock, log, sweeper, keeper, scanIfDue },
      });
    },
    processDied(cameraId) {
      if (adoption === null) return;
      const done = salvageOf(cameraId).finally(() => salvaging.delete(done));
      salvaging.add(done);
    },
    cameraDisabled(cameraId) {
      if (storage === null) return;
      for (const kind of segmentKinds) {
        if (kind === 'sealed' && !policies.of(cameraId).isSealed) continue;
        gaps.told({ cameraId, kind }, nowMs(), 'camera-disabled');
      }
    },
    health() {
      if (keeper === null || rounds === null) return null;
      const { gaps: count, givenUp } = rounds.counts();
      return {
        volumes: [...keeper.volumes()],
        fullAtMs: keeper.fullAtMs(),
        openSegments: book.openCount(),
        waitingRows: ledger.waiting(),
        droppedRows: ledger.dropped(),
        gaps: count,
        givenUp: { ...givenUp, untilMs: keeper.givenUpUntilMs() },
      };
    },
    async settled() {
      await Promise.all(salvaging);
      await ledger.settled();
    },
    async stop() {
      stopping.abort();
      await rounds?.stop();
      await Promise.all(salvaging);
      await ledger.settled();
    },
  };
}

/** Ends early when the centre stops. */
function abortable(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, signal.aborted ? 0 : ms);
    timer.unref();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
