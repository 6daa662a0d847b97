/**
 * Writes one camera's footage of one kind as segments. It takes parts without ever waiting, keeps them in a bounded
 * buffer, and writes one after the other; whoever gives them never notices how the storage fares.
 */
import { randomUUID } from 'node:crypto';
import type { FromIngest } from '../../contract/ingest.ts';
import type { GapCause } from '../../core/recording/gap.ts';
import type { SegmentEnd, SegmentKind } from '../../core/recording/segment.ts';
import { type Blobs, StorageError } from '../../storage/blobs.ts';
import { Backoff } from '../source-backoff.ts';
import type { GapTeller } from './gap-teller.ts';
import type { Part } from './part.ts';
import type { PartTaker } from './part-maker.ts';
import { SegmentSink, type SegmentTransform } from './segment-sink.ts';

export type SegmentWriterOptions = {
  readonly cameraId: string;
  readonly kind: SegmentKind;
  readonly blobs: Blobs;
  readonly gaps: GapTeller;
  readonly say: (message: FromIngest) => void;
  /** Turns plain bytes into stored ones, anew for each segment; without: they are the same. */
  readonly openTransform?: (() => SegmentTransform | Promise<SegmentTransform>) | null;
  /** The buffer: bytes of pictures, and how long the oldest may wait. */
  readonly maxWaitingBytes?: number;
  readonly maxWaitingMs?: number;
  /** A segment ends with the last part that lies in it whole. Without: a minute, or less where the storage needs it. */
  readonly segmentMs?: number;
  /** Monotonic, ms. */
  readonly tickMs?: () => number;
  readonly random?: () => number;
  readonly newId?: () => string;
};

type Waiting =
  | { readonly kind: 'part'; readonly part: Part; readonly turn: number; readonly sinceMs: number }
  | { readonly kind: 'cut'; readonly end: SegmentEnd };

/** Where a gap begins: its time, and the turn of the footage that is lost first. */
type Lost = { readonly atMs: number; readonly turn: number | undefined };

/** Footage that the segment under way has and the storage does not keep yet. */
type Given = { readonly turn: number; readonly fromMs: number; readonly toMs: number };

const usualSegmentMs = 60_000;
/** Where a segment is not there before it is whole, a death costs all of it. */
const unsyncedSegmentMs = 10_000;
/** A hole longer than this in what was given is told as a gap. */
const holeMs = 500;
/** So often is a segment that broke off tried to be kept; then it is left for the next start to find. */
const salvageTries = 5;

export class SegmentWriter implements PartTaker {
  readonly #options: Required<SegmentWriterOptions>;
  readonly #backoff: Backoff;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #isBehind = false;
  #lastCut: SegmentEnd = 'stopped';
  #lastToMs: number | null = null;
  #sink: SegmentSink | null = null;
  /** Of the segment under way, in order; on a disk the part that is being written. */
  #given: Given[] = [];
  /** A segment that broke off, and how often it was tried to be kept. */
  #broken: { readonly sink: SegmentSink; tries: number } | null = null;
  /** Monotonic; before this the storage is left alone. */
  #retryAtMs = Number.NEGATIVE_INFINITY;
  #work: Promise<void> | null = null;
  /** Logged once, until something that came later is durable. */
  #trouble: { readonly cause: GapCause; readonly turn: number; readonly droppedBefore: number } | null = null;
  #dropped = 0;
  #isStopped = false;

  constructor(options: SegmentWriterOptions) {
    this.#options = {
      openTransform: null,
      maxWaitingBytes: 8 << 20,
      maxWaitingMs: 10_000,
      segmentMs: options.blobs.keepsSynced ? usualSegmentMs : unsyncedSegmentMs,
      tickMs: () => performance.now(),
      random: Math.random,
      newId: randomUUID,
      ...options,
    };
    this.#backoff = new Backoff({ firstMs: 1_000, maxMs: 30_000, random: this.#options.random });
  }

  /** Parts that came and were not written, since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Where the footage given so far ends, UTC ms; null before any. */
  get lastToMs(): number | null {
    return this.#lastToMs;
  }

  /** Takes a part; drops it, and tells a gap, when the storage is too far behind. */
  part(part: Part): void {
    if (this.#isStopped) return;
    const { gaps, tickMs } = this.#options;
    const turn = gaps.nextTurn();
    this.#tellHole(part, turn);
    this.#lastToMs = part.toMs;
    if (!this.#hasRoomFor(part)) {
      if (!this.#isBehind) this.cut('storage');
      this.#isBehind = true;
      gaps.begin('storage-slow', part.fromMs, turn);
      this.#troubled(
        'storage-slow',
        turn,
        'has holes: the storage does not keep up; see how busy its disk is',
      );
      this.#drop(turn);
      return;
    }
    this.#isBehind = false;
    this.#waiting.push({ kind: 'part', part, turn, sinceMs: tickMs() });
    this.#waitingBytes += part.bytes;
    this.#wake();
  }

  /** What comes next belongs to a new segment. */
  cut(end: SegmentEnd): void {
    this.#lastCut = end;
    if (this.#waiting.at(-1)?.kind === 'cut') return;
    this.#waiting.push({ kind: 'cut', end });
    this.#wake();
  }

  /** Ends the segment and writes what waits. Resolves when that is done, or after `withinMs`: the rest is salvaged later. */
  async stop(withinMs: number): Promise<void> {
    this.cut('stopped');
    this.#isStopped = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([this.idle(), late]);
    clearTimeout(timer);
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  #tellHole(part: Part, turn: number): void {
    const endedMs = this.#lastToMs;
    if (!this.#options.gaps.isRecording || endedMs === null || part.fromMs - endedMs < holeMs) return;
    this.#options.gaps.begin(this.#lastCut === 'clock-step' ? 'clock-step' : 'camera-lost', endedMs, turn);
  }

  /** Once behind, it begins again with a key frame when half is free, not to and fro at the brim. */
  #hasRoomFor(part: Part): boolean {
    const { maxWaitingBytes, maxWaitingMs, tickMs } = this.#options;
    if (this.#isBehind && !part.startsWithKey) return false;
    const share = this.#isBehind ? 0.5 : 1;
    if (this.#waitingBytes + part.bytes > maxWaitingBytes * share && this.#waitingBytes > 0) return false;
    const oldest = this.#waiting.find((waiting) => waiting.kind === 'part');
    return oldest === undefined || tickMs() - oldest.sinceMs <= maxWaitingMs * share;
  }

  #drop(turn: number): void {
    this.#dropped++;
    this.#options.gaps.lost(turn);
  }

  #wake(): void {
    if (this.#work !== null) return;
    this.#work = this.#writeWaiting().finally(() => {
      this.#work = null;
    });
  }

  async #writeWaiting(): Promise<void> {
    // Taken off only once written: what is being written still fills the buffer.
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (next.kind === 'cut') await this.#close(next.end, this.#nextLost());
      else await this.#write(next.part, next.turn);
      this.#waiting.shift();
      if (next.kind === 'part') this.#waitingBytes -= next.part.bytes;
    }
  }

  async #write(part: Part, turn: number): Promise<void> {
    const { segmentMs, say, tickMs } = this.#options;
    const isFull = this.#sink !== null && part.toMs - this.#sink.fromMs > segmentMs;
    if (isFull && part.startsWithKey) await this.#close('full', { atMs: part.fromMs, turn });
    if (this.#sink === null && (!part.startsWithKey || tickMs() < this.#retryAtMs)) {
      this.#drop(turn);
      return;
    }
    try {
      await this.#keepBroken();
      this.#sink ??= await this.#open(part);
      const before = this.#sink.durable;
      this.#given.push({ turn, fromMs: part.fromMs, toMs: part.toMs });
      await this.#sink.write(part);
      this.#backoff.reset();
      const { durable } = this.#sink;
      if (durable === null || durable === before) return;
      this.#settle(durable.toMs);
      say({ type: 'segment.grew', segment: durable });
    } catch (error) {
      // It could not even be begun.
      if (this.#sink === null) this.#given.push({ turn, fromMs: part.fromMs, toMs: part.toMs });
      this.#break(error, { atMs: part.fromMs, turn });
    }
  }

  /** Durable up to there. */
  #settle(toMs: number): void {
    for (let first = this.#given[0]; first !== undefined && first.toMs <= toMs; first = this.#given[0]) {
      this.#options.gaps.recorded(first.turn, first.fromMs);
      this.#recovered(first.turn);
      this.#given.shift();
    }
  }

  /** What is lost first when a segment cannot be closed now. */
  #nextLost(): Lost {
    const next = this.#waiting.find((waiting) => waiting.kind === 'part');
    if (next !== undefined) return { atMs: next.part.fromMs, turn: next.turn };
    return { atMs: this.#lastToMs ?? 0, turn: undefined };
  }

  #open(first: Part): Promise<SegmentSink> {
    const { blobs, cameraId, kind, openTransform, newId } = this.#options;
    return SegmentSink.open({ blobs, cameraId, kind, openTransform, segmentId: newId() }, first);
  }

  async #close(end: SegmentEnd, next: Lost): Promise<void> {
    const sink = this.#sink;
    if (sink === null) {
      if (this.#isStopped) await this.#keepBroken().catch(() => {});
      return;
    }
    try {
      const segment = await sink.close(end);
      this.#sink = null;
      this.#settle(segment.toMs);
      this.#options.say({ type: 'segment.closed', segment });
    } catch (error) {
      this.#break(error, next);
      if (this.#isStopped) await this.#keepBroken().catch(() => {});
    }
  }

  /** The storage refused. What is durable of the segment is kept as soon as it can be. */
  #break(error: unknown, next: Lost): void {
    const { gaps, tickMs } = this.#options;
    const [first] = this.#given;
    const durableToMs = this.#sink?.durable?.toMs;
    const lost: Lost = first === undefined ? next : { atMs: durableToMs ?? first.fromMs, turn: first.turn };
    if (this.#sink !== null) this.#broken = { sink: this.#sink, tries: 0 };
    this.#sink = null;
    const pauseMs = this.#backoff.nextMs();
    this.#retryAtMs = tickMs() + pauseMs;
    const cause = error instanceof StorageError && error.fault === 'full' ? 'storage-full' : 'storage-failed';
    gaps.begin(cause, lost.atMs, lost.turn);
    const words = error instanceof Error ? error.message : String(error);
    this.#troubled(cause, next.turn ?? 0, `is not recorded (${words}); it is tried again until it works`);
    for (const { turn } of this.#given) this.#drop(turn);
    this.#given = [];
  }

  #troubled(cause: GapCause, turn: number, words: string): void {
    const isSaid = this.#trouble?.cause === cause;
    const droppedBefore = this.#trouble?.droppedBefore ?? this.#dropped;
    this.#trouble = { cause, turn, droppedBefore };
    if (!isSaid) this.#log('warn', words);
  }

  #recovered(turn: number): void {
    if (this.#trouble === null || turn <= this.#trouble.turn) return;
    const dropped = this.#dropped - this.#trouble.droppedBefore;
    this.#trouble = null;
    this.#log('info', `is recorded again; ${dropped} groups of pictures were left out`);
  }

  #log(level: 'info' | 'warn', words: string): void {
    const { cameraId, kind, say } = this.#options;
    say({ type: 'log', level, message: `camera ${cameraId}: its ${kind} footage ${words}`, cameraId });
  }

  /** @throws StorageError while the storage still refuses. */
  async #keepBroken(): Promise<void> {
    const broken = this.#broken;
    if (broken === null) return;
    broken.tries++;
    if (broken.tries > salvageTries) {
      this.#broken = null;
      return;
    }
    const segment = await broken.sink.salvage();
    this.#broken = null;
    if (segment !== null) this.#options.say({ type: 'segment.closed', segment });
  }
}
