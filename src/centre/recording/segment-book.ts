/** Which footage there is: rows of what is closed, memory of what still grows. */
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import type { Clock } from '../ports.ts';
import { forgetGrowing, keepGrowing } from '../store/growing-sealed.ts';
import { insertSegment } from '../store/segments.ts';
import type { LedgerWriter } from './ledger-writer.ts';

export type SegmentBook = {
  grew(segment: OpenSegment): void;
  closed(segment: Segment): void;
  /** Still growing, or waiting for its row; null: look into the database. */
  find(id: string): Segment | OpenSegment | null;
  /** Of a camera, what touches the span and has no row yet. */
  listOpen(span: {
    readonly cameraId: string;
    readonly fromMs: number;
    readonly toMs: number;
  }): readonly (Segment | OpenSegment)[];
  /** Taken out: the processes of these cameras have died, and what they wrote has to be salvaged. */
  takeOrphans(cameraIds: ReadonlySet<string>): readonly OpenSegment[];
  openCount(): number;
};

/** Of each camera and kind one segment grows, and one may be on its way; beyond this something is wrong. */
const mostOpen = 20_000;
const keepEveryMs = 5_000;

export function createSegmentBook(world: {
  readonly clock: Clock;
  readonly ledger: LedgerWriter;
  /** The first word of a segment: its camera is recorded from there on. */
  readonly onFirst: (segment: OpenSegment) => void;
  /** A row was lost on its way: its file has to be found again. */
  readonly onLost: () => void;
}): SegmentBook {
  const { clock, ledger } = world;
  const open = new Map<string, OpenSegment>();
  const unwritten = new Map<string, Segment>();
  const keptAtMs = new Map<string, number>();

  function meet(segment: OpenSegment): void {
    if (!open.has(segment.id)) world.onFirst(segment);
  }

  /** Nobody could read it back from its file. */
  function keep(segment: OpenSegment): void {
    const nowMs = clock.nowMs();
    const before = keptAtMs.get(segment.id);
    if (before !== undefined && Math.abs(nowMs - before) < keepEveryMs) return;
    keptAtMs.set(segment.id, nowMs);
    ledger.add({ write: (sql) => keepGrowing(sql, segment, nowMs) });
  }

  return {
    grew(segment) {
      // A late word of one that has been closed.
      if (unwritten.has(segment.id)) return;
      meet(segment);
      open.set(segment.id, segment);
      if (segment.kind === 'sealed') keep(segment);
      if (open.size > mostOpen) {
        const oldest = open.keys().next().value!;
        open.delete(oldest);
        keptAtMs.delete(oldest);
      }
    },
    closed(segment) {
      // What is found after a death says nothing of now.
      if (segment.end !== 'torn') meet(segment);
      open.delete(segment.id);
      keptAtMs.delete(segment.id);
      unwritten.set(segment.id, segment);
      ledger.add({
        async write(sql) {
          await insertSegment(sql, segment, clock.nowMs());
          if (segment.kind === 'sealed') await forgetGrowing(sql, segment.id);
        },
        done: (isStored) => {
          unwritten.delete(segment.id);
          if (!isStored) world.onLost();
        },
      });
    },
    find: (id) => unwritten.get(id) ?? open.get(id) ?? null,
    listOpen: ({ cameraId, fromMs, toMs }) =>
      [...unwritten.values(), ...open.values()].filter(
        (segment) => segment.cameraId === cameraId && segment.fromMs < toMs && segment.toMs > fromMs,
      ),
    takeOrphans(cameraIds) {
      const orphans = [...open.values()].filter((segment) => cameraIds.has(segment.cameraId));
      for (const { id } of orphans) {
        open.delete(id);
        keptAtMs.delete(id);
      }
      return orphans;
    },
    openCount: () => open.size,
  };
}
