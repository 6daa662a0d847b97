/** Finds footage that has no row: what writers left that died, and files whose row was lost on its way. */
import { usualHours } from '../../core/recording/recording-policy.ts';
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import { type Blobs, StorageError } from '../../storage/blobs.ts';
import type { Salvage } from '../../storage/salvage.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import { isDatabaseDown, type Sql } from '../store/database.ts';
import { findGrowing } from '../store/growing-sealed.ts';
import { hasKeys } from '../store/segments.ts';
import type { GapBook } from './gap-book.ts';
import type { LedgerWriter } from './ledger-writer.ts';
import type { SegmentBook } from './segment-book.ts';

export type Adoption = {
  /**
   * Looks twice, some time apart: what has not changed meanwhile and is nobody's is taken in.
   * @throws where the database does not answer: then it is to be done again.
   */
  scan(): Promise<ScanReport>;
  /** Of one whose process is known to have died. @returns null: nothing of it could be kept. */
  salvage(orphan: OpenSegment): Promise<Segment | null>;
};

export type ScanReport = {
  readonly adopted: number;
  readonly unusable: number;
  /** Why a part of the storage could not be looked at; null: all was seen. */
  readonly away: string | null;
};

/** Files of a living writer change within this; a process whose centre died ends at once. */
const graceMs = 20_000;
const pageSize = 1_000;
/** Found at once; the rest at the next scan. */
const mostFound = 50_000;
const dayMs = 86_400_000;

export type AdoptionWorld = {
  readonly sql: Sql;
  readonly blobs: Blobs;
  readonly salvage: Salvage;
  readonly book: SegmentBook;
  readonly gaps: GapBook;
  readonly ledger: LedgerWriter;
  readonly log: Log;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
};

type Found = {
  /** Bytes by key. */
  readonly open: Map<string, number>;
  readonly committed: Set<string>;
  /** One disk that is away hides what lies on it, and nothing else. */
  away: string | null;
};

export function createAdoption(world: AdoptionWorld): Adoption {
  const { sql, blobs, salvage, book, gaps, ledger, log } = world;

  async function find(): Promise<Found> {
    const found: Found = { open: new Map(), committed: new Set(), away: null };
    for (const prefix of ['masked/', 'sealed/']) {
      for await (const { key, bytes } of asFarAsItGoes(blobs.listOpen(prefix), found)) {
        if (isNobodys(key) && found.open.size < mostFound) found.open.set(key, bytes);
      }
      let page: string[] = [];
      for await (const { key } of asFarAsItGoes(blobs.list(prefix), found)) {
        if (page.push(key) === pageSize) {
          await keepRowless(page, found);
          page = [];
        }
      }
      await keepRowless(page, found);
    }
    return found;
  }

  /** A listing gives what it can, and then fails. */
  async function* asFarAsItGoes<T>(listing: AsyncIterable<T>, found: Found): AsyncGenerator<T> {
    try {
      yield* listing;
    } catch (cause) {
      if (!(cause instanceof StorageError)) throw cause;
      found.away ??= cause.message;
    }
  }

  async function keepRowless(keys: readonly string[], { committed }: Found): Promise<void> {
    if (keys.length === 0) return;
    const known = await hasKeys(sql, keys);
    for (const key of keys) {
      if (!known.has(key) && isNobodys(key) && committed.size < mostFound) committed.add(key);
    }
  }

  function isNobodys(key: string): boolean {
    const place = salvage.placeOf(key);
    return place !== null && book.find(place.id) === null;
  }

  async function take(key: string, isOpen: boolean): Promise<Segment | null> {
    const known = await findGrowing(sql, salvage.placeOf(key)!.id);
    const segment = await (isOpen ? salvage.torn(key, known) : salvage.committed(key, known));
    if (segment === null) {
      // It will never have a row, so no term would end it: it goes when its day would have.
      if (!isOpen && world.nowMs() > lastDueMs(key)) await blobs.remove(key);
      return null;
    }
    return { ...segment, clockOffsetMs: segment.clockOffsetMs ?? known?.clockOffsetMs ?? null };
  }

  function enter(segment: Segment): void {
    book.closed({ ...segment, end: 'torn' });
    gaps.footageFound(segment, segment);
  }

  return {
    async scan() {
      const before = await find();
      if (before.away !== null)
        log('warn', `recording: footage without a row cannot be looked for everywhere: ${before.away}`);
      if (before.open.size + before.committed.size === 0)
        return { adopted: 0, unusable: 0, away: before.away };
      await world.wait(graceMs);
      const now = await find();
      const found: Segment[] = [];
      let unusable = 0;
      const both = [
        ...[...now.open].filter(([key, bytes]) => before.open.get(key) === bytes).map(([key]) => key),
        ...[...now.committed].filter((key) => before.committed.has(key)),
      ];
      for (const key of both) {
        try {
          const segment = await take(key, now.open.has(key));
          if (segment === null) unusable++;
          else found.push(segment);
        } catch (cause) {
          if (isDatabaseDown(cause)) throw cause;
          unusable++;
          logFailure(log, `footage ${key} could not be taken in; it is tried again at the next start`, cause);
        }
      }
      // In order of time: each moves the beginning of the gap behind it.
      for (const segment of found.sort((a, b) => a.fromMs - b.fromMs)) {
        enter(segment);
        // One by one: many at once would push each other out of the queue.
        await ledger.settled();
      }
      const adopted = found.length;
      if (adopted > 0) log('info', `recording: ${adopted} pieces of footage without a row were taken in`);
      if (unusable > 0)
        log('warn', `recording: ${unusable} files of footage are not whole; lamplighter check names them`);
      return { adopted, unusable, away: now.away };
    },

    async salvage(orphan) {
      const segment = await salvage.torn(orphan.key, orphan);
      if (segment !== null) enter({ ...segment, clockOffsetMs: orphan.clockOffsetMs });
      return segment;
    },
  };
}

/** By the day in its key: the usual term after the end of that day. */
export function lastDueMs(key: string): number {
  const [, year, month, day] = /\/(\d{4})(\d{2})(\d{2})\//.exec(key) ?? [];
  if (year === undefined) return Number.POSITIVE_INFINITY;
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) + dayMs + usualHours * 3_600_000;
}
