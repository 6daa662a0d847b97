/** Records a camera's masked pictures as its order says: not at all, always, or around situations. */
import type { FromIngest } from '../../contract/ingest.ts';
import type { RecordingOrder } from '../../core/recording/recording-policy.ts';
import type { SegmentEnd } from '../../core/recording/segment.ts';
import type { SituationChange } from '../../core/situation/watch.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { type Mp4Settings, ticksPerMs } from '../mp4/fragmented-mp4.ts';
import { isSameSets, parameterSetsOf } from '../mp4/nal-units.ts';
import { GapTeller } from './gap-teller.ts';
import type { Part } from './part.ts';
import { PartMaker } from './part-maker.ts';
import { PreRoll } from './pre-roll.ts';
import { SegmentWriter, type SegmentWriterOptions } from './segment-writer.ts';

export type MaskedRecorderOptions = {
  readonly cameraId: string;
  readonly blobs: Blobs;
  readonly say: (message: FromIngest) => void;
  /** UTC ms. */
  readonly nowMs: () => number;
} & Pick<SegmentWriterOptions, 'tickMs' | 'random' | 'newId' | 'segmentMs'>;

export type MaskedFrame = {
  readonly isKey: boolean;
  /** Annex B, with the parameter sets in front of key frames. */
  readonly accessUnit: Uint8Array;
  /** UTC ms. */
  readonly capturedAtMs: number;
  /** Monotonic, ms. */
  readonly tickMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** A key frame after so long: what a power cut takes stays below 2 s, and a seek lands near. */
const keyIntervalMs = 1_500;
/** Of the footage before a situation; half a minute at 1 Mbit/s. */
const preRollBytes = 4 << 20;
/** A situation is told so long after it began, at most: what came before that is still there. */
const longestHoldMs = 60_000;
/** How long stopping may take; the process is killed a second later. */
const stopWithinMs = 2_000;

export class MaskedRecorder {
  readonly #options: MaskedRecorderOptions;
  readonly #gaps: GapTeller;
  readonly #writer: SegmentWriter;
  readonly #maker: PartMaker;
  readonly #preRoll = new PreRoll(preRollBytes);
  #order: RecordingOrder | null = null;
  #stream: Mp4Settings | null = null;
  #lastKeyAtMs: number | null = null;
  readonly #open = new Set<string>();
  /** Capture time up to which footage is kept after a situation, UTC ms; null: none was. */
  #keepUntilMs: number | null = null;
  /** Footage goes to the storage. */
  #isKeeping = false;

  constructor(options: MaskedRecorderOptions) {
    this.#options = options;
    const { cameraId, say } = options;
    this.#gaps = new GapTeller({ cameraId, kind: 'masked', say });
    this.#writer = new SegmentWriter({ ...options, kind: 'masked', gaps: this.#gaps });
    this.#maker = new PartMaker({ part: (part) => this.#keep(part), cut: (end) => this.#writer.cut(end) });
  }

  /** Pictures are to be given: they are recorded, or may be if a situation comes. */
  get isWanted(): boolean {
    return this.#order !== null && this.#order.masked !== 'off';
  }

  /** @param order null: nothing is recorded. */
  setOrder(order: RecordingOrder | null): void {
    const before = this.#order?.masked ?? 'off';
    const now = order?.masked ?? 'off';
    if (now === 'off') this.#end('stopped', 'not-wanted');
    if (now === 'situations' && before === 'continuous' && !this.#isKept(this.#options.nowMs())) {
      this.#end('stopped', 'not-wanted');
    }
    this.#order = order;
    if (now === 'situations' && before === 'off' && this.#open.size === 0) {
      this.#gaps.begin('not-wanted', this.#endedMs());
    }
    if (now !== 'situations') this.#preRoll.clear();
  }

  /** The next picture is to be a key frame. */
  needsKey(capturedAtMs: number): boolean {
    const sinceMs = capturedAtMs - (this.#lastKeyAtMs ?? Number.NEGATIVE_INFINITY);
    return sinceMs >= keyIntervalMs || sinceMs < 0;
  }

  write(frame: MaskedFrame): void {
    if (!this.isWanted) return;
    const { isKey, accessUnit, capturedAtMs, tickMs } = frame;
    if (isKey) {
      this.#lastKeyAtMs = capturedAtMs;
      this.#readStream(frame);
    }
    const ticks = capturedAtMs * ticksPerMs;
    const wallMs = this.#options.nowMs();
    const times = { dtsTicks: ticks, ptsTicks: ticks, capturedAtMs, tickMs, wallMs };
    this.#maker.take({ isKey, bytes: accessUnit, ...times }, this.#stream);
  }

  /** What happens in a zone is kept with what came before and after; faults of the camera are not. */
  follow({ phase, situation }: Pick<SituationChange, 'phase' | 'situation'>): void {
    if (situation.zoneId === null) return;
    if (phase === 'ended') {
      if (!this.#open.delete(situation.id) || this.#open.size > 0) return;
      const endedMs = situation.endedMs ?? this.#options.nowMs();
      this.#keepUntilMs = Math.max(this.#keepUntilMs ?? 0, endedMs + (this.#order?.postRollMs ?? 0));
      return;
    }
    this.#open.add(situation.id);
    if (this.#order?.masked !== 'situations') return;
    const beganMs = Math.min(situation.sinceMs, situation.detectedAtMs);
    for (const part of this.#preRoll.take(beganMs - this.#order.preRollMs)) this.#writer.part(part);
  }

  /** No picture comes, or the camera is switched off. Said again and again: told once. */
  lost(cause: 'camera-lost' | 'camera-disabled'): void {
    if (!this.isWanted) return;
    // Between situations nothing is wanted, with or without pictures.
    if (this.#order?.masked === 'situations' && !this.#isKeeping) this.#maker.cut('stream-changed');
    else this.#end('stream-changed', cause);
  }

  /** The stream is closed: what comes next is another one. */
  endStream(end: 'stopped' | 'stream-changed'): void {
    this.#maker.cut(end);
  }

  /** Resolves when nothing waits to be written. */
  idle(): Promise<void> {
    return this.#writer.idle();
  }

  /** Writes what is there, within a bounded time. */
  async stop(): Promise<void> {
    this.#maker.cut('stopped');
    await this.#writer.stop(stopWithinMs);
  }

  #readStream({ accessUnit, widthPx, heightPx }: MaskedFrame): void {
    const parameterSets = parameterSetsOf('h264', accessUnit);
    if (parameterSets === null) return;
    const known = this.#stream;
    const isKnown =
      known !== null &&
      known.widthPx === widthPx &&
      known.heightPx === heightPx &&
      isSameSets(known.parameterSets, parameterSets);
    if (!isKnown) this.#stream = { codec: 'h264', parameterSets, widthPx, heightPx };
  }

  #keep(part: Part): void {
    if (this.#order === null) return;
    if (this.#order.masked === 'continuous' || this.#isKept(part.fromMs)) {
      this.#give(part);
      return;
    }
    // The first part after the post-roll ends what is kept.
    if (this.#isKeeping) this.#writer.cut('stopped');
    this.#isKeeping = false;
    this.#gaps.begin('not-wanted', part.fromMs);
    this.#preRoll.add(part, this.#order.preRollMs + longestHoldMs);
  }

  #give(part: Part): void {
    this.#isKeeping = true;
    this.#writer.part(part);
  }

  #isKept(atMs: number): boolean {
    return this.#open.size > 0 || (this.#keepUntilMs !== null && atMs < this.#keepUntilMs);
  }

  #end(end: SegmentEnd, cause: 'not-wanted' | 'camera-lost' | 'camera-disabled'): void {
    this.#maker.cut(end);
    this.#isKeeping = false;
    this.#gaps.begin(cause, this.#endedMs());
  }

  #endedMs(): number {
    return this.#writer.lastToMs ?? this.#options.nowMs();
  }
}
