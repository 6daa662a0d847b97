/** Which footage there is: rows of what is closed, memory of what still grows. */
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import type { Clock } from '../ports.ts';
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

  function meet(segment: OpenSegment): void {
    if (open.has(segment.id)) return;
    world.onFirst(segment);
  }

  return {
    grew(segment) {
      // A late word of one that has been closed.
      if (unwritten.has(segment.id)) return;
      meet(segment);
      open.set(segment.id, segment);
      if (open.size > mostOpen) open.delete(open.keys().next().value!);
    },
    closed(segment) {
      meet(segment);
      open.delete(segment.id);
      unwritten.set(segment.id, segment);
      ledger.add({
        write: (sql) => insertSegment(sql, segment, clock.nowMs()),
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
      for (const { id } of orphans) open.delete(id);
      return orphans;
    },
    openCount: () => open.size,
  };
}
