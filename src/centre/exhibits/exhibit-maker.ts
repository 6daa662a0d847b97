import { bundleKey, ExhibitRefused, type WrittenExhibit, writeExhibit } from '../../exhibit/write-exhibit.ts';
import { StorageError } from '../../storage/blobs.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Blobs, Clock } from '../ports.ts';
import { change, isDatabaseDown, type Sql } from '../store/database.ts';
import {
  findExhibit,
  listMaking,
  markFailed,
  markReady,
  putBack,
  type StoredExhibit,
  takeWaiting,
} from '../store/exhibits.ts';
import { record } from '../store/ledger.ts';
import type { ExhibitSources } from './exhibit-sources.ts';

/** Makes bundles, one at a time, in the order in which they were asked for. */
export type ExhibitMaker = {
  /** Something waits. */
  poke(): void;
  /** Share of the work done, 0..1; null for what is not being made. */
  progress(exhibitId: string): number | null;
  /** Cleans up after a run that ended in the middle, and goes on. */
  start(): Promise<void>;
  /** What is being made is made anew by the next run. */
  stop(): Promise<void>;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
};

const stopped = new Error('the centre is stopping');

export function createExhibitMaker(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly blobs: Blobs;
  readonly sources: ExhibitSources;
}): ExhibitMaker {
  const { sql, clock, log, blobs, sources } = world;
  let present: { readonly id: string; share: number } | null = null;
  let working: Promise<void> | null = null;
  let isAskedAgain = false;
  const stopping = new AbortController();

  function poke(): void {
    isAskedAgain = true;
    working ??= work().finally(() => {
      working = null;
      if (isAskedAgain && !stopping.signal.aborted) poke();
    });
  }

  async function work(): Promise<void> {
    isAskedAgain = false;
    try {
      for (;;) {
        if (stopping.signal.aborted) return;
        const exhibit = await takeWaiting(sql);
        if (exhibit === null) return;
        await make(exhibit);
      }
    } catch (cause) {
      // Tried again with the next one that is asked for, and at the next start.
      if (!isDatabaseDown(cause)) logFailure(log, 'making exhibits stopped', cause);
    }
  }

  async function make(exhibit: StoredExhibit): Promise<void> {
    const { id } = exhibit;
    present = { id, share: 0 };
    try {
      const source = await sources.of(exhibit);
      const written = await writeExhibit(source.order, {
        blobs,
        ...source.tools,
        signal: stopping.signal,
        onProgress: (bytes) => {
          if (present?.id === id) present.share = Math.min(0.99, bytes / source.expectedBytes);
        },
      });
      await keep(exhibit, written);
      await source.onMade(written);
    } catch (cause) {
      if (stopping.signal.aborted) return;
      if (isDatabaseDown(cause)) throw cause;
      await fail(exhibit, cause);
    } finally {
      present = null;
    }
  }

  function keep({ id, cameraId }: StoredExhibit, written: WrittenExhibit): Promise<void> {
    const { bytes, sha256, manifestSha256 } = written;
    return change(sql, async (tx) => {
      const atMs = clock.nowMs();
      await markReady(tx, id, { bytes, sha256, atMs });
      const detail = { cameraId, bytes, sha256, manifestSha256 };
      await record(tx, { audit: { atMs, who: 'system', action: 'exhibit.made', target: id, detail } });
    });
  }

  async function fail({ id, cameraId }: StoredExhibit, cause: unknown): Promise<void> {
    const isKnown = cause instanceof ExhibitRefused || cause instanceof StorageError;
    const isAuthority = cause instanceof Error && /time-stamp/.test(cause.message);
    if (!isKnown && !isAuthority) logFailure(log, `exhibit ${id} was not made`, cause);
    const message =
      isKnown || isAuthority
        ? (cause as Error).message
        : 'Something went wrong while it was made, and the log says what. Ask for it again';
    await blobs.remove(bundleKey(id));
    await change(sql, async (tx) => {
      await markFailed(tx, id, message.slice(0, 1_000));
      const detail = { cameraId, message };
      const atMs = clock.nowMs();
      await record(tx, { audit: { atMs, who: 'system', action: 'exhibit.failed', target: id, detail } });
    });
  }

  return {
    poke,
    progress: (id) => (present?.id === id ? present.share : null),
    async start() {
      await removeRemains(sql, blobs);
      for (const { id, kind } of await listMaking(sql)) {
        // It may have been written whole just before the end: without its row it is nothing.
        await blobs.remove(bundleKey(id));
        await putBack(sql, id);
        log('info', `Exhibit ${id} (${kind}) is made anew: the centre ended while it was made.`);
      }
      poke();
    },
    async stop() {
      stopping.abort(stopped);
      await working;
    },
    async settled() {
      while (working !== null) await working;
    },
  };
}

/** What writers that died have begun and not finished. */
async function removeRemains(sql: Sql, blobs: Blobs): Promise<void> {
  for await (const { key } of blobs.listOpen('exhibits/')) await blobs.salvage(key, 0);
  for await (const { key } of blobs.list('exhibits/')) {
    const id = key.split('/')[1] ?? '';
    const exhibit = /^[0-9a-f-]{36}$/.test(id) ? await findExhibit(sql, id) : null;
    // Of one that was deleted or failed while the storage did not answer.
    if (exhibit?.state === 'deleted' || exhibit?.state === 'failed') await blobs.remove(key);
  }
}
