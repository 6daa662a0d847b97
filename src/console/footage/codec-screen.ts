import { paint } from '../media/painter.ts';
import { type FootageSource, framesAround } from './footage-source.ts';
import { isSeamless, type Piece, pieceAfter } from './pieces.ts';
import type { Frame } from './read-mp4.ts';
import type { Screen, ScreenState, Wish } from './screen.ts';

/** Pictures decoded or being decoded ahead of the clock. */
const mostAhead = 6;
/** A decoder that gives nothing for so long is made anew. */
const stuckMs = 2_000;
/** After a failure the decoder is left alone for so long. */
const pauseMs = 500;

/**
 * Decodes with WebCodecs exactly the pictures that are to be shown, and a few ahead while it plays. When the machine is too
 * slow it skips to the next key frame rather than fall behind the clock.
 */
export function codecScreen(
  canvas: HTMLCanvasElement,
  { source, painted }: { readonly source: FootageSource; readonly painted: (atMs: number) => void },
): Screen {
  let decoder: VideoDecoder | null = null;
  let configuredFor: Uint8Array | null = null;
  /** Last picture given to the decoder. */
  let fed: { readonly piece: Piece; readonly index: number; readonly atMs: number } | null = null;
  /** First picture given to it since it was begun anew, and the last that came out and is gone. */
  let fedFromMs = 0;
  let passedMs = Number.NEGATIVE_INFINITY;
  let pending = 0;
  let lastOutputTickMs = 0;
  let ready: VideoFrame[] = [];
  let shownMs: number | null = null;
  let behindMs = 0;
  /** How long a picture stands. */
  let lastsMs = 0;
  let state: ScreenState = 'waiting';
  let quietUntilTickMs = Number.NEGATIVE_INFINITY;
  let last: Wish | null = null;
  let isClosed = false;

  function reset(): void {
    for (const picture of ready) picture.close();
    ready = [];
    pending = 0;
    passedMs = Number.NEGATIVE_INFINITY;
    fed = null;
    if (decoder !== null && decoder.state === 'configured') decoder.reset();
    configuredFor = null;
  }

  function fail(cause: unknown): void {
    quietUntilTickMs = performance.now() + pauseMs;
    state = 'failed';
    console.warn('footage: a picture cannot be decoded', cause);
    if (decoder !== null && decoder.state !== 'closed') decoder.close();
    decoder = null;
    reset();
  }

  function open(): VideoDecoder {
    const own = new VideoDecoder({
      output(picture) {
        if (isClosed || own !== decoder) return picture.close();
        pending = Math.max(0, pending - 1);
        lastOutputTickMs = performance.now();
        ready.push(picture);
        if (last !== null) show(last);
      },
      error(cause) {
        if (!isClosed && own === decoder) fail(cause);
      },
    });
    return own;
  }

  /** @returns false when what describes the stream is not here yet. */
  function configure(piece: Piece): boolean {
    const description = source.descriptionOf(piece);
    if (description === null) return false;
    if (configuredFor !== null && isSame(configuredFor, description)) return true;
    if (decoder === null || decoder.state === 'closed') decoder = open();
    decoder.configure({ codec: piece.codec, description, optimizeForLatency: true });
    configuredFor = description;
    return true;
  }

  function feed(piece: Piece, index: number, frame: Frame): void {
    if (pending === 0) lastOutputTickMs = performance.now();
    decoder!.decode(
      new EncodedVideoChunk({
        type: frame.isKey ? 'key' : 'delta',
        timestamp: frame.atMs * 1_000,
        data: frame.data,
      }),
    );
    pending++;
    if (fed === null) fedFromMs = frame.atMs;
    fed = { piece, index, atMs: frame.atMs };
  }

  /** Paints the newest picture that may be seen, and drops those before it. */
  function show(wish: Wish): void {
    const target = targetMs;
    if (target === null) return;
    let chosen = -1;
    ready.forEach((picture, i) => {
      const atMs = picture.timestamp / 1_000;
      // Standing still only the very picture is shown: those before it were decoded to get there.
      if (wish.isPlaying && !wish.isKeysOnly ? atMs <= target : atMs === target) chosen = i;
    });
    if (chosen >= 0) {
      const picture = ready[chosen]!;
      const atMs = picture.timestamp / 1_000;
      paint(canvas, picture, { widthPx: picture.displayWidth, heightPx: picture.displayHeight });
      shownMs = atMs;
      painted(atMs);
    }
    ready = ready.filter((picture) => {
      const isPast = wish.isKeysOnly || picture.timestamp / 1_000 <= target;
      if (isPast) {
        passedMs = Math.max(passedMs, picture.timestamp / 1_000);
        picture.close();
      }
      return !isPast;
    });
    behindMs = shownMs === null ? 0 : Math.max(0, target - shownMs - lastsMs);
    if (shownMs === target || (wish.isPlaying && shownMs !== null && behindMs < 1_000)) state = 'shown';
  }

  let targetMs: number | null = null;

  function advance(wish: Wish): void {
    const piece = source.pieceAt(wish.atMs);
    if (piece === null || piece === undefined) {
      targetMs = null;
      behindMs = 0;
      state = piece === null ? 'gap' : source.fault === null ? 'waiting' : 'failed';
      return;
    }
    if (wish.isPlaying) source.prefetch(wish);
    const around = framesAround(source, piece, wish.atMs);
    if (around === null || around.frames.length === 0 || source.descriptionOf(piece) === null) {
      source.want(piece);
      targetMs = null;
      state = source.fault === null ? 'waiting' : 'failed';
      return;
    }
    const index = wish.isKeysOnly ? 0 : around.index;
    targetMs = around.frames[index]!.atMs;
    lastsMs = (piece.toMs - piece.fromMs) / (wish.isKeysOnly ? 1 : around.frames.length);
    decodeTo(piece, { index, frames: around.frames, wish });
    show(wish);
    if (state === 'gap' || (shownMs !== targetMs && !wish.isPlaying)) state = 'waiting';
    if (pending > 0 && performance.now() - lastOutputTickMs > stuckMs)
      fail(new Error('the decoder takes pictures and gives none'));
  }

  function decodeTo(
    piece: Piece,
    {
      index,
      frames,
      wish,
    }: { readonly index: number; readonly frames: readonly Frame[]; readonly wish: Wish },
  ): void {
    const target = frames[index]!.atMs;
    if (isThere(target, wish)) {
      if (wish.isPlaying && !wish.isKeysOnly && wish.speed > 0) feedAhead(wish);
      return;
    }
    // Key frames follow each other without a reset, and one on its way is enough.
    if (wish.isKeysOnly && pending > 0) return;
    let from = 0;
    if (fed !== null && fed.piece.key === piece.key && fed.index < index && fed.atMs < target) {
      from = fed.index + 1;
    } else if (!goesOn(piece) && fed !== null) reset();
    if (!configure(piece)) return;
    for (let i = wish.isKeysOnly ? index : from; i <= index; i++) feed(piece, i, frames[i]!);
    if (wish.isPlaying && !wish.isKeysOnly && wish.speed > 0) feedAhead(wish);
  }

  /** Shown, decoded, or being decoded. */
  function isThere(target: number, wish: Wish): boolean {
    if (shownMs === target && (!wish.isPlaying || fed !== null)) return true;
    if (fed === null) return false;
    if (wish.isKeysOnly) return pending > 0 && fed.atMs === target;
    if (target < fedFromMs || target > fed.atMs) return false;
    return ready.some(({ timestamp }) => timestamp / 1_000 === target) || (pending > 0 && target > passedMs);
  }

  /** The piece begins where the decoder is: nothing has to be thrown away. */
  function goesOn(piece: Piece): boolean {
    if (fed === null || last?.isKeysOnly === true) return true;
    const frames = source.framesOf(fed.piece);
    const isAtEnd = frames !== null && fed.index === frames.length - 1;
    return isAtEnd && piece.fromMs > fed.piece.fromMs;
  }

  function feedAhead(wish: Wish): void {
    while (fed !== null && ready.length + pending < mostAhead) {
      const frames = source.framesOf(fed.piece);
      if (frames === null) return;
      const next = frames[fed.index + 1];
      if (next !== undefined) {
        feed(fed.piece, fed.index + 1, next);
        continue;
      }
      const piece = pieceAfter(source.pieces, fed.piece);
      if (piece === null || !isSeamless(fed.piece, piece) || piece.fromMs > wish.atMs + 2_000 * wish.speed)
        return;
      const first = source.framesOf(piece)?.[0];
      // Another description ends what is being decoded: that waits until it is shown.
      if (first === undefined || !describedAlike(piece)) return;
      feed(piece, 0, first);
    }
  }

  function describedAlike(piece: Piece): boolean {
    const description = source.descriptionOf(piece);
    return description !== null && configuredFor !== null && isSame(configuredFor, description);
  }

  return {
    get state() {
      return state;
    },
    get shownMs() {
      return shownMs;
    },
    get behindMs() {
      return behindMs;
    },
    wish(wish) {
      if (isClosed) return;
      if (performance.now() < quietUntilTickMs) return;
      if (last !== null && last.isKeysOnly !== wish.isKeysOnly) reset();
      last = wish;
      try {
        advance(wish);
      } catch (cause) {
        fail(cause);
      }
    },
    close() {
      isClosed = true;
      for (const picture of ready) picture.close();
      ready = [];
      if (decoder !== null && decoder.state !== 'closed') decoder.close();
      decoder = null;
    },
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]));
}
