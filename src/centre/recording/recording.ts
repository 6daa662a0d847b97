/** Footage in the centre: the books, the terms, the storage and its health. The files themselves ingest writes. */
import type { FromIngest } from '../../contract/ingest.ts';
import type { StorageHealth } from '../../contract/storage-health.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import type { Sql } from '../store/database.ts';
import { createDiskKeeper, type DiskKeeper } from './disk-keeper.ts';
import { createGapBook, type GapBook } from './gap-book.ts';
import { createLedgerWriter, type LedgerWriter } from './ledger-writer.ts';
import { createPolicies, type Policies } from './policies.ts';
import { createRetentionSweeper, type RetentionSweeper } from './retention-sweeper.ts';
import { type Rounds, startRounds } from './rounds.ts';
import { createSegmentBook, type SegmentBook } from './segment-book.ts';
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
  readonly gaps: GapBook;
  readonly ledger: LedgerWriter;
  readonly viewings: Viewings;
  readonly sweeper: RetentionSweeper | null;
  readonly keeper: DiskKeeper | null;
  accept(message: RecordingMessage): void;
  /** Begins the rounds: once the schema is there. */
  start(): Promise<void>;
  health(): StorageHealth | null;
  stop(): Promise<void>;
};

export type RecordingWorld = {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly blobs: Blobs | null;
  readonly reserveBytes: number;
  readonly vaultRecipient: () => string | null;
};

export function createRecording(world: RecordingWorld): Recording {
  const { sql, clock, log, blobs } = world;
  const ledger = createLedgerWriter({ sql, log });
  const gaps = createGapBook(ledger);
  const book = createSegmentBook({
    clock,
    ledger,
    onFirst: ({ cameraId, kind, fromMs }) => gaps.footageBegan({ cameraId, kind }, fromMs),
    onLost: () => {},
  });
  const policies = createPolicies({ isRecording: blobs !== null, vaultRecipient: world.vaultRecipient });
  const sweeper =
    blobs === null ? null : createRetentionSweeper({ sql, blobs, policies, log, nowMs: clock.nowMs });
  const keeper =
    blobs === null || sweeper === null
      ? null
      : createDiskKeeper({ blobs, sweeper, log, reserveBytes: world.reserveBytes });

  let rounds: Rounds | null = null;

  return {
    blobs,
    policies,
    book,
    gaps,
    ledger,
    viewings: createViewings({ sql, clock }),
    sweeper,
    keeper,
    accept(message) {
      switch (message.type) {
        case 'segment.grew':
          book.grew(message.segment);
          return;
        case 'segment.closed':
          book.closed(message.segment);
          return;
        case 'recording.gap': {
          const { cameraId, kind, atMs, cause } = message;
          gaps.told({ cameraId, kind }, atMs, cause);
          return;
        }
        default:
          unreachable(message);
      }
    },
    async start() {
      await policies.load(sql);
      rounds = startRounds({ sql, clock, log, sweeper, keeper });
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
    async stop() {
      await rounds?.stop();
      await ledger.settled();
    },
  };
}
