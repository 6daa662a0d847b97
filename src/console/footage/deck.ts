/** Plays up to nine cameras in step: one clock that all tiles follow. What is shown is told to whoever subscribes. */
import type { GapCause } from '../../core/recording/gap.ts';
import { type Coverage, clampTo, endBefore, startAfter } from './coverage.ts';
import { type FootageReader, FootageSource, neighbourMs } from './footage-source.ts';
import { Gate } from './gate.ts';
import { lastAt } from './pieces.ts';
import { clockAt, type PlayClock, showsKeysOnly, shuttled, turned } from './play-clock.ts';
import type { Screen, ScreenState } from './screen.ts';
import type { Span } from './zone-time.ts';

export const mostTiles = 9;
/** Requests of all tiles together. */
const mostRequests = 6;
/** Pictures kept, of all tiles together. */
const mostBytes = 96 << 20;
/** Subscribers hear of the moving clock so often. */
const tellEveryMs = 100;
/** A page that was not drawn for so long does not jump. */
const asleepMs = 1_000;
/** What was passed over is said for so long. */
const saySkipMs = 6_000;
/** So much before now may still be on its way into the index. */
const edgeSlackMs = 15_000;
const edgeReserveMs = 2_500;

export type TileView = {
  readonly state: ScreenState;
  readonly shownMs: number | null;
  /** How far its picture lies behind the clock, beyond what a picture lasts. */
  readonly behindMs: number;
  /** Why nothing is recorded here: a cause, 'unknown', or null where something is. */
  readonly gap: GapCause | 'unknown' | null;
};

export type Skip = { readonly fromMs: number; readonly toMs: number; readonly cause: GapCause | 'unknown' };

export type DeckView = {
  readonly atMs: number;
  readonly speed: number;
  readonly isPlaying: boolean;
  /** The clock waits: for pictures to come, or for what is being recorded now. */
  readonly isWaiting: boolean;
  readonly isAtEdge: boolean;
  /** The last stretch without footage that was passed over. */
  readonly skipped: Skip | null;
  readonly tiles: ReadonlyMap<string, TileView>;
};

type Tile = { readonly source: FootageSource; screen: Screen | null };

export class Deck {
  readonly #reader: FootageReader;
  readonly #gate = new Gate(mostRequests);
  readonly #tiles = new Map<string, Tile>();
  readonly #listeners = new Set<() => void>();
  #coverage: Coverage | null = null;
  #clock: PlayClock;
  #view: DeckView;
  #skipped: Skip | null = null;
  #skippedTickMs = 0;
  #isWaiting = false;
  #isAtEdge = false;
  #pendingStep: { readonly cameraId: string; readonly by: 1 | -1 } | null = null;
  #frame: number | null = null;
  #lastTickMs = 0;
  #toldTickMs = 0;
  #isClosed = false;

  constructor(reader: FootageReader, atMs: number) {
    this.#reader = reader;
    this.#clock = { atMs, tickMs: performance.now(), speed: 1, isPlaying: false };
    this.#view = {
      atMs,
      speed: 1,
      isPlaying: false,
      isWaiting: false,
      isAtEdge: false,
      skipped: null,
      tiles: new Map(),
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): DeckView => this.#view;

  /** The source of a camera's footage, shared by its tile and its previews. */
  sourceOf(cameraId: string): FootageSource {
    return this.#tileOf(cameraId).source;
  }

  /** Shows a camera. @param open makes the screen for its source. @returns takes it off again. */
  attach(
    cameraId: string,
    open: (source: FootageSource, painted: (atMs: number) => void) => Screen,
  ): () => void {
    const tile = this.#tileOf(cameraId);
    const screen = open(tile.source, () => this.#wake());
    tile.screen?.close();
    tile.screen = screen;
    this.#wake();
    return () => {
      screen.close();
      if (tile.screen !== screen) return;
      tile.source.close();
      this.#tiles.delete(cameraId);
      this.#wake();
    };
  }

  /** What is recorded on the days that are looked at, so that gaps can be passed over. */
  setCoverage(coverage: Coverage | null): void {
    this.#coverage = coverage;
    this.#wake();
  }

  seek(atMs: number): void {
    const toMs = Math.min(atMs, this.#reader.nowMs());
    this.#pendingStep = null;
    this.#turn({ atMs: toMs });
  }

  seekBy(ms: number): void {
    this.seek(this.atMs + ms);
  }

  get atMs(): number {
    return clockAt(this.#clock, performance.now());
  }

  play(speed = Math.abs(this.#clock.speed)): void {
    this.#pendingStep = null;
    this.#turn({ isPlaying: true, speed });
  }

  pause(): void {
    this.#turn({ isPlaying: false, speed: Math.max(0.25, Math.abs(this.#clock.speed)) });
  }

  toggle(): void {
    if (this.#clock.isPlaying) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.#turn({ speed });
  }

  shuttle(towards: 1 | -1): void {
    this.#turn(shuttled(this.#clock, towards));
  }

  /** The next (or previous) picture of a camera, exactly. */
  step(cameraId: string, by: 1 | -1): void {
    if (this.#clock.isPlaying) this.pause();
    this.#pendingStep = { cameraId, by };
    this.#tryStep();
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    for (const { source, screen } of this.#tiles.values()) {
      screen?.close();
      source.close();
    }
    this.#tiles.clear();
    this.#listeners.clear();
  }

  #tileOf(cameraId: string): Tile {
    let tile = this.#tiles.get(cameraId);
    if (tile === undefined) {
      const source = new FootageSource({
        cameraId,
        reader: this.#reader,
        gate: this.#gate,
        mostBytes: mostBytes / mostTiles,
        changed: () => this.#wake(),
      });
      tile = { source, screen: null };
      this.#tiles.set(cameraId, tile);
    }
    return tile;
  }

  #turn(change: Partial<Pick<PlayClock, 'atMs' | 'speed' | 'isPlaying'>>): void {
    this.#clock = turned(this.#clock, performance.now(), change);
    if (change.atMs !== undefined) this.#skipped = null;
    this.#isWaiting = false;
    this.#isAtEdge = false;
    this.#toldTickMs = 0;
    this.#wake();
  }

  #wake(): void {
    if (this.#frame !== null || this.#isClosed) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw(performance.now());
    });
  }

  #draw(tickMs: number): void {
    const clock = this.#clock;
    if (clock.isPlaying && tickMs - this.#lastTickMs > asleepMs && this.#lastTickMs > clock.tickMs)
      this.#clock = { ...turned(clock, this.#lastTickMs, {}), tickMs };
    this.#lastTickMs = tickMs;
    if (this.#pendingStep !== null) this.#tryStep();
    if (this.#clock.isPlaying) this.#follow(tickMs);
    if (tickMs - this.#skippedTickMs > saySkipMs) this.#skipped = null;
    const { speed, isPlaying } = this.#clock;
    const atMs = clockAt(this.#clock, tickMs);
    const isKeysOnly = isPlaying && showsKeysOnly(speed, this.#tiles.size);
    for (const { screen } of this.#tiles.values()) screen?.wish({ atMs, speed, isPlaying, isKeysOnly });
    this.#tell(tickMs);
    const isSettled = [...this.#tiles.values()].every(
      ({ screen }) => screen === null || screen.state === 'shown' || screen.state === 'gap',
    );
    if (isPlaying || !isSettled || this.#pendingStep !== null) this.#wake();
  }

  /** Holds the clock where pictures are on their way or being recorded, and passes over what nobody recorded. */
  #follow(tickMs: number): void {
    const { speed } = this.#clock;
    const atMs = clockAt(this.#clock, tickMs);
    const tiles = [...this.#tiles.values()].filter(({ screen }) => screen !== null);
    const at = tiles.map(({ source, screen }) => ({ source, screen, piece: source.pieceAt(atMs) }));
    if (speed > 0 && this.#isHeldAtEdge(atMs, tickMs)) return;
    const isRecorded = at.some(({ piece }) => piece !== null && piece !== undefined);
    const isUnknown = at.some(({ piece }) => piece === undefined);
    const isEmpty = at.every(({ piece, source, screen }) => {
      if (piece === undefined) return true;
      return piece === null || (source.framesOf(piece) === null && screen?.state !== 'failed');
    });
    if (isRecorded || isUnknown) {
      this.#isWaiting = isEmpty;
      if (!isEmpty) return;
      // Asked for by the tiles; the clock stands until the first of them has pictures.
      this.#clock = { ...this.#clock, atMs, tickMs };
      const from = clockAt(this.#clock, tickMs);
      for (const { source } of at) source.prefetch({ atMs: from, speed });
      return;
    }
    this.#isWaiting = false;
    if (speed > 0) this.#passForwards(atMs, tickMs);
    else this.#passBackwards(atMs, tickMs);
  }

  /** At the end of what grows the clock waits for a few seconds of it, so that it does not stop at every picture. */
  #isHeldAtEdge(atMs: number, tickMs: number): boolean {
    const ends = [...this.#tiles.values()].flatMap(({ source }) => source.growingEndMs(atMs) ?? []);
    const endMs = Math.max(...ends);
    this.#isAtEdge = ends.length > 0 && endMs - atMs < (this.#isAtEdge ? edgeReserveMs : 0);
    if (!this.#isAtEdge) return false;
    this.#isWaiting = false;
    this.#clock = { ...this.#clock, atMs: Math.min(atMs, endMs), tickMs };
    return true;
  }

  #passForwards(atMs: number, tickMs: number): void {
    const nowMs = this.#reader.nowMs();
    if (this.#coverage === null) {
      this.#hold(atMs, tickMs);
      return;
    }
    const nextMs = this.#nextAfter(this.#coverage, atMs);
    // What is being written now is no gap.
    if (nextMs === null && nowMs - atMs < edgeSlackMs) {
      this.#isAtEdge = true;
      this.#clock = { ...this.#clock, atMs: Math.min(atMs, nowMs), tickMs };
      return;
    }
    this.#skip(atMs, Math.min(nextMs ?? this.#coverage.span.toMs, nowMs), tickMs);
  }

  /** Where footage goes on: what the day tells, or, when it is newer, the index. */
  #nextAfter(coverage: Coverage, atMs: number): number | null {
    const starts = [...this.#tiles.values()].map(
      ({ source }) => source.pieces[lastAt(source.pieces, atMs) + 1]?.fromMs,
    );
    const nextMs = Math.min(
      startAfter(coverage, atMs) ?? Number.POSITIVE_INFINITY,
      ...starts.map((startMs) => startMs ?? Number.POSITIVE_INFINITY),
    );
    return nextMs === Number.POSITIVE_INFINITY ? null : nextMs;
  }

  #passBackwards(atMs: number, tickMs: number): void {
    if (this.#coverage === null) {
      this.#hold(atMs, tickMs);
      return;
    }
    const previousMs = endBefore(this.#coverage, atMs);
    if (previousMs !== null) {
      this.#skip(atMs, previousMs - 1, tickMs);
      return;
    }
    this.#clock = { ...this.#clock, atMs: clampTo(this.#coverage.span, atMs), tickMs };
    this.pause();
  }

  #skip(fromMs: number, toMs: number, tickMs: number): void {
    this.#skippedTickMs = tickMs;
    this.#skipped = { ...this.#emptyAround(fromMs, toMs), cause: this.#causeAt(fromMs) ?? 'unknown' };
    this.#clock = { ...this.#clock, atMs: toMs, tickMs };
    this.#toldTickMs = 0;
  }

  /** From the last picture to the next, not from where the clock noticed. */
  #emptyAround(fromMs: number, toMs: number): Span {
    if (this.#coverage === null || fromMs > toMs)
      return { fromMs: Math.min(fromMs, toMs), toMs: Math.max(fromMs, toMs) };
    return { fromMs: endBefore(this.#coverage, fromMs) ?? fromMs, toMs };
  }

  #hold(atMs: number, tickMs: number): void {
    this.#isWaiting = true;
    this.#clock = { ...this.#clock, atMs, tickMs };
  }

  #causeAt(atMs: number): GapCause | null {
    for (const { source } of this.#tiles.values()) {
      const gap = source.gapAt(atMs);
      if (gap !== null) return gap.cause;
    }
    return null;
  }

  #tryStep(): void {
    const step = this.#pendingStep;
    const tile = step === null ? undefined : this.#tiles.get(step.cameraId);
    if (step === null || tile === undefined) {
      this.#pendingStep = null;
      return;
    }
    const { source, screen } = tile;
    // The index has to be known where it stands, and beside.
    if (source.pieceAt(this.#clock.atMs) === undefined) return;
    const isShown = screen?.state === 'shown' && screen.shownMs !== null;
    const fromMs = isShown && step.by < 0 ? screen.shownMs : this.#clock.atMs;
    const toMs = neighbourMs(source, fromMs, step.by);
    if (toMs === undefined && source.fault === null) return;
    this.#pendingStep = null;
    if (typeof toMs === 'number') this.#turn({ atMs: toMs });
  }

  #tell(tickMs: number): void {
    const isEarly = this.#clock.isPlaying && tickMs - this.#toldTickMs < tellEveryMs;
    if (isEarly) return;
    const { speed, isPlaying } = this.#clock;
    const atMs = clockAt(this.#clock, tickMs);
    const tiles = new Map<string, TileView>();
    for (const [cameraId, { source, screen }] of this.#tiles) {
      if (screen === null) continue;
      const { state, shownMs, behindMs } = screen;
      const gap = state === 'gap' ? (source.gapAt(atMs)?.cause ?? 'unknown') : null;
      tiles.set(cameraId, { state, shownMs, behindMs, gap });
    }
    const next: DeckView = {
      atMs,
      speed,
      isPlaying,
      isWaiting: this.#isWaiting,
      isAtEdge: this.#isAtEdge,
      skipped: this.#skipped,
      tiles,
    };
    if (isSameView(this.#view, next)) return;
    this.#toldTickMs = tickMs;
    this.#view = next;
    for (const listener of this.#listeners) listener();
  }
}

function isSameView(a: DeckView, b: DeckView): boolean {
  return JSON.stringify([a, [...a.tiles]]) === JSON.stringify([b, [...b.tiles]]);
}
