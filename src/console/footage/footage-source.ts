import type { Footage, FootageGap } from '../../contract/recording.ts';
import type { Gate } from './gate.ts';
import { aheadOf, lastAt, type Piece, pieceAt, piecesOf, runFrom } from './pieces.ts';
import { descriptionOf, type Frame, framesOf, startTicksOf } from './read-mp4.ts';
import type { Span } from './zone-time.ts';

/** Where the bytes come from. */
export type FootageReader = {
  list(cameraId: string, span: Span, signal: AbortSignal): Promise<Footage>;
  /** @returns exactly these bytes of the file. */
  read(
    segmentId: string,
    range: { readonly offset: number; readonly bytes: number },
    signal: AbortSignal,
  ): Promise<Uint8Array>;
  /** Clock of the server, UTC ms. */
  nowMs(): number;
};

/** The index is asked for in windows of this length. */
const windowMs = 600_000;
const mostWindows = 12;
const mostHeads = 200;
/** What still grows is asked for again after so long. */
const growsEveryMs = 1_500;
/** After a failure nothing is asked for so long. */
const retryMs = 2_000;
/** One request brings so much. */
const mostRequestBytes = 2 << 20;

type Window = {
  readonly footage: Footage;
  readonly pieces: readonly Piece[];
  /** Nothing in it can change any more. */
  readonly isPast: boolean;
  /** This machine's monotonic clock. */
  readonly readTickMs: number;
};

/**
 * One camera's masked footage: the index where it is looked at, and the pictures around it. Bounded: the index to two
 * hours, the pictures to `mostBytes`, and all cameras together to the requests of one gate.
 */
export class FootageSource {
  readonly cameraId: string;
  readonly #reader: FootageReader;
  readonly #gate: Gate;
  readonly #mostBytes: number;
  readonly #changed: () => void;
  readonly #closing = new AbortController();
  readonly #windows = new Map<number, Window>();
  readonly #asked = new Set<string>();
  /** Most lately used last. */
  readonly #frames = new Map<string, { readonly frames: readonly Frame[]; readonly bytes: number }>();
  readonly #heads = new Map<string, { readonly head: Uint8Array; readonly description: Uint8Array }>();
  #bytes = 0;
  #pieces: readonly Piece[] = [];
  #quietUntilTickMs = Number.NEGATIVE_INFINITY;
  #fault: unknown = null;

  constructor(options: {
    readonly cameraId: string;
    readonly reader: FootageReader;
    readonly gate: Gate;
    readonly mostBytes: number;
    /** Something came, or failed. */
    readonly changed: () => void;
  }) {
    this.cameraId = options.cameraId;
    this.#reader = options.reader;
    this.#gate = options.gate;
    this.#mostBytes = options.mostBytes;
    this.#changed = options.changed;
  }

  /** What failed last; null once something came again. */
  get fault(): unknown {
    return this.#fault;
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** Undefined: not known yet, and asked for now. Null: nothing is recorded there. */
  pieceAt(atMs: number): Piece | null | undefined {
    const known = this.#look(atMs);
    const piece = pieceAt(this.#pieces, atMs);
    return piece ?? (known ? null : undefined);
  }

  /** Where the footage that still grows ends, if the instant lies at or beyond it; null: it does not grow here. */
  growingEndMs(atMs: number): number | null {
    const window = this.#windows.get(windowOf(atMs));
    const growing = window?.footage.segments.findLast(({ kind, end }) => kind === 'masked' && end === null);
    return growing !== undefined && atMs >= growing.fromMs ? growing.toMs : null;
  }

  /** Why nothing is recorded at an instant, where it is known. */
  gapAt(atMs: number): FootageGap | null {
    const gaps = this.#windows.get(windowOf(atMs))?.footage.gaps ?? [];
    return (
      gaps.find(
        ({ kind, fromMs, toMs }) =>
          kind === 'masked' && fromMs <= atMs && atMs < (toMs ?? Number.POSITIVE_INFINITY),
      ) ?? null
    );
  }

  /** Pictures of a piece, if they are here. */
  framesOf(piece: Piece): readonly Frame[] | null {
    const found = this.#frames.get(piece.key);
    if (found === undefined) return null;
    this.#frames.delete(piece.key);
    this.#frames.set(piece.key, found);
    return found.frames;
  }

  descriptionOf(piece: Piece): Uint8Array | null {
    return this.#heads.get(piece.segmentId)?.description ?? null;
  }

  headOf(piece: Piece): Uint8Array | null {
    return this.#heads.get(piece.segmentId)?.head ?? null;
  }

  /** The fragment as it lies in the file, if it is here. */
  bytesOf(piece: Piece): Uint8Array | null {
    const frame = this.framesOf(piece)?.[0];
    return frame === undefined ? null : new Uint8Array(frame.data.buffer as ArrayBuffer);
  }

  /** Where it stands on the clock of its file, 90 kHz. It has to be here. */
  startTicksOf(piece: Piece): number {
    const bytes = this.bytesOf(piece);
    if (bytes === null) throw new Error('this footage is not here');
    return startTicksOf(bytes);
  }

  /** Capture time of the picture that is nearest to an instant, within half of what a picture lasts; null: none here. */
  nearestFrameMs(atMs: number): number | null {
    let nearest: number | null = null;
    for (const beside of [atMs - 20, atMs + 20]) {
      const piece = pieceAt(this.#pieces, beside);
      for (const frame of (piece === null ? null : this.framesOf(piece)) ?? []) {
        const isNearer = nearest === null || Math.abs(frame.atMs - atMs) < Math.abs(nearest - atMs);
        if (isNearer && Math.abs(frame.atMs - atMs) <= 20) nearest = frame.atMs;
      }
    }
    return nearest;
  }

  /** Asks for one piece and no more: a preview, a jump. */
  want(piece: Piece): void {
    this.#askRun([piece]);
  }

  /** Asks for what is needed soon, in runs. */
  prefetch(at: { readonly atMs: number; readonly speed: number }): void {
    const reachMs = at.atMs + Math.max(1, Math.abs(at.speed)) * 3_000 * Math.sign(at.speed);
    this.#look(reachMs);
    for (const piece of aheadOf(this.#pieces, at)) {
      if (this.#frames.has(piece.key) || this.#asked.has(piece.key)) continue;
      const ms = at.speed < 0 ? 0 : 2_000 * Math.max(1, at.speed);
      const run = runFrom(this.#pieces, piece, { ms, bytes: mostRequestBytes });
      if (!this.#askRun(run.filter(({ key }) => !this.#frames.has(key)))) return;
    }
  }

  close(): void {
    this.#closing.abort();
    this.#frames.clear();
    this.#windows.clear();
    this.#pieces = [];
    this.#bytes = 0;
  }

  /** @returns whether the index of that time is here; asks for it where it is not, or may have grown. */
  #look(atMs: number): boolean {
    const fromMs = windowOf(atMs);
    const window = this.#windows.get(fromMs);
    const isOld =
      window === undefined || (!window.isPast && performance.now() - window.readTickMs > growsEveryMs);
    if (isOld && fromMs <= this.#reader.nowMs()) void this.#askIndex(fromMs);
    return window !== undefined || fromMs > this.#reader.nowMs();
  }

  async #askIndex(fromMs: number): Promise<void> {
    const key = `index:${fromMs}`;
    if (this.#asked.has(key) || this.#isQuiet()) return;
    this.#asked.add(key);
    try {
      const span = { fromMs, toMs: fromMs + windowMs };
      const footage = await this.#reader.list(this.cameraId, span, this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      // What was written just before the answer may still be told late.
      const isPast = footage.atMs > span.toMs + 60_000 && footage.segments.every(({ end }) => end !== null);
      this.#windows.delete(fromMs);
      this.#windows.set(fromMs, {
        footage,
        pieces: piecesOf(footage.segments),
        isPast,
        readTickMs: performance.now(),
      });
      while (this.#windows.size > mostWindows) this.#windows.delete(this.#windows.keys().next().value!);
      this.#mergeIndex();
      this.#came();
    } catch (cause) {
      this.#failed(cause);
    } finally {
      this.#asked.delete(key);
    }
  }

  #mergeIndex(): void {
    const byPlace = new Map<string, Piece>();
    for (const { pieces } of this.#windows.values()) {
      for (const piece of pieces) {
        // A segment that grew is told longer later.
        const place = `${piece.segmentId}:${piece.offset}`;
        const known = byPlace.get(place);
        if (known === undefined || known.toMs < piece.toMs) byPlace.set(place, piece);
      }
    }
    this.#pieces = [...byPlace.values()].sort((a, b) => a.fromMs - b.fromMs);
  }

  /** @returns false when no more is to be asked for now. */
  #askRun(run: readonly Piece[]): boolean {
    const first = run[0];
    if (first === undefined || this.#isQuiet() || !this.#gate.isFree) return false;
    if (this.#asked.has(first.key) || this.#frames.has(first.key)) return true;
    void this.#fetchRun(run, first);
    return true;
  }

  async #fetchRun(run: readonly Piece[], first: Piece): Promise<void> {
    for (const { key } of run) this.#asked.add(key);
    const { signal } = this.#closing;
    const bytes = run.reduce((sum, piece) => sum + piece.bytes, 0);
    try {
      const [all] = await Promise.all([
        this.#gate.pass(() => this.#reader.read(first.segmentId, { offset: first.offset, bytes }, signal)),
        this.#fetchHead(first),
      ]);
      if (signal.aborted) return;
      for (const piece of run) {
        const from = piece.offset - first.offset;
        // A copy: a view would keep the whole run alive.
        this.#keep(piece, all.slice(from, from + piece.bytes));
      }
      this.#came();
    } catch (cause) {
      this.#failed(cause);
    } finally {
      for (const { key } of run) this.#asked.delete(key);
    }
  }

  async #fetchHead({ segmentId, headBytes }: Piece): Promise<void> {
    if (this.#heads.has(segmentId)) return;
    const range = { offset: 0, bytes: headBytes };
    const head = await this.#reader.read(segmentId, range, this.#closing.signal);
    this.#heads.set(segmentId, { head, description: descriptionOf(head) });
    while (this.#heads.size > mostHeads) this.#heads.delete(this.#heads.keys().next().value!);
  }

  #keep(piece: Piece, bytes: Uint8Array): void {
    this.#frames.set(piece.key, { frames: framesOf(bytes), bytes: bytes.length });
    this.#bytes += bytes.length;
    for (const [key, kept] of this.#frames) {
      if (this.#bytes <= this.#mostBytes || key === piece.key) break;
      this.#frames.delete(key);
      this.#bytes -= kept.bytes;
    }
  }

  #isQuiet(): boolean {
    return this.#closing.signal.aborted || performance.now() < this.#quietUntilTickMs;
  }

  #came(): void {
    this.#fault = null;
    this.#changed();
  }

  #failed(cause: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#fault = cause;
    this.#quietUntilTickMs = performance.now() + retryMs;
    // The index may tell of footage that has been deleted since.
    for (const [fromMs, window] of this.#windows)
      this.#windows.set(fromMs, { ...window, isPast: false, readTickMs: Number.NEGATIVE_INFINITY });
    this.#changed();
  }
}

function windowOf(atMs: number): number {
  return Math.floor(atMs / windowMs) * windowMs;
}

/** The picture that stands at an instant, and the one after it. */
export function framesAround(
  source: FootageSource,
  piece: Piece,
  atMs: number,
): { readonly index: number; readonly frames: readonly Frame[] } | null {
  const frames = source.framesOf(piece);
  if (frames === null) return null;
  let index = frames.length - 1;
  while (index > 0 && frames[index]!.atMs > atMs) index--;
  return { index, frames };
}

/**
 * Capture time of the picture after (or before) an instant. Null: there is none; undefined: it has to be fetched first,
 * and is.
 */
export function neighbourMs(source: FootageSource, atMs: number, by: 1 | -1): number | null | undefined {
  const { pieces } = source;
  let i = lastAt(pieces, atMs);
  for (let steps = 0; steps < 4; steps++, i += by) {
    const piece = pieces[i];
    if (piece === undefined) {
      if (by > 0 && i < 0) continue;
      return null;
    }
    const frames = source.framesOf(piece);
    if (frames === null) {
      source.want(piece);
      return undefined;
    }
    const found =
      by > 0 ? frames.find((frame) => frame.atMs > atMs) : frames.findLast((frame) => frame.atMs < atMs);
    if (found !== undefined) return found.atMs;
  }
  return null;
}
