import { paint } from '../media/painter.ts';
import { type FootageSource, framesAround } from './footage-source.ts';
import { type Piece, pieceAfter } from './pieces.ts';
import type { Screen, ScreenState, Wish } from './screen.ts';

/** Footage kept in the browser's buffer around the clock, seconds. */
const keptS = 30;
/** A playing video may be off by so much before it is set right. */
const driftS = 0.12;
/** Of footage in the buffer before it plays on, pieces. */
const mostAhead = 3;

/**
 * Fallback where WebCodecs is missing (plain http beyond localhost): the same bytes go to a hidden video element, each
 * file placed at the time of its capture, and its pictures are copied to the canvas.
 */
export function mseScreen(
  canvas: HTMLCanvasElement,
  { source, painted }: { readonly source: FootageSource; readonly painted: (atMs: number) => void },
): Screen {
  const media = new MediaSource();
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  const address = URL.createObjectURL(media);
  video.src = address;

  /** Media time 0, UTC ms: numbers as large as instants lose the exact picture. */
  let originMs: number | null = null;
  let buffer: SourceBuffer | null = null;
  const appended = new Set<string>();
  let openSegmentId: string | null = null;
  let shownMs: number | null = null;
  let targetMs: number | null = null;
  let behindMs = 0;
  let state: ScreenState = 'waiting';
  let isBroken = false;
  let isClosed = false;

  const secondsOf = (atMs: number) => (atMs - originMs!) / 1_000;
  const isBuffered = (seconds: number) => {
    for (let i = 0; i < video.buffered.length; i++)
      if (video.buffered.start(i) <= seconds + 0.001 && video.buffered.end(i) > seconds) return true;
    return false;
  };

  /** Far from where it began it begins anew: what was appended is forgotten. */
  function place(piece: Piece): boolean {
    if (media.readyState !== 'open') return false;
    try {
      buffer ??= media.addSourceBuffer(`video/mp4; codecs="${piece.codec}"`);
    } catch (cause) {
      fail(cause);
      return false;
    }
    originMs ??= piece.fromMs - 3_600_000 * 24;
    return !buffer.updating;
  }

  /** @returns whether it is in the buffer now, or on its way into it. */
  function append(piece: Piece): boolean {
    if (appended.has(piece.key)) return true;
    const bytes = source.bytesOf(piece);
    const head = source.headOf(piece);
    if (bytes === null || head === null) {
      source.want(piece);
      return false;
    }
    if (!place(piece) || buffer === null) return false;
    const isNewFile = openSegmentId !== piece.segmentId;
    const startTicks = source.startTicksOf(piece);
    buffer.timestampOffset = secondsOf(piece.fromMs) - startTicks / 90_000;
    const whole = isNewFile ? joinedBytes(head, bytes) : bytes;
    openSegmentId = piece.segmentId;
    appended.add(piece.key);
    buffer.appendBuffer(whole as Uint8Array<ArrayBuffer>);
    return true;
  }

  function forgetFar(): void {
    if (buffer === null || buffer.updating || video.buffered.length === 0) return;
    const first = video.buffered.start(0);
    const last = video.buffered.end(video.buffered.length - 1);
    if (last - first < 4 * keptS) return;
    appended.clear();
    const nowS = video.currentTime;
    if (nowS - first > keptS) buffer.remove(0, Math.max(0.001, nowS - keptS));
    else buffer.remove(nowS + keptS, Number.POSITIVE_INFINITY);
  }

  function advance(wish: Wish): void {
    const piece = source.pieceAt(wish.atMs);
    if (piece === null || piece === undefined) {
      targetMs = null;
      state = piece === null ? 'gap' : source.fault === null ? 'waiting' : 'failed';
      video.pause();
      return;
    }
    if (wish.isPlaying) source.prefetch(wish);
    const around = framesAround(source, piece, wish.atMs);
    if (around === null || !append(piece)) {
      source.want(piece);
      state = source.fault === null ? 'waiting' : 'failed';
      return;
    }
    targetMs = around.frames[wish.isKeysOnly ? 0 : around.index]!.atMs;
    if (wish.isPlaying && wish.speed > 0) appendAhead(piece);
    forgetFar();
    // Half a millisecond into the picture, so that rounding does not show the one before.
    const targetS = secondsOf(targetMs) + 0.0005;
    if (!isBuffered(targetS)) {
      state = 'waiting';
      return;
    }
    const flows = wish.isPlaying && !wish.isKeysOnly && wish.speed <= 4;
    if (flows) {
      if (video.playbackRate !== wish.speed) video.playbackRate = wish.speed;
      if (
        Math.abs(video.currentTime - secondsOf(wish.atMs)) > Math.max(driftS, driftS * wish.speed) &&
        !video.seeking
      )
        video.currentTime = targetS;
      if (video.paused) video.play().catch(() => undefined);
    } else {
      if (!video.paused) video.pause();
      if (shownMs !== targetMs && !video.seeking) video.currentTime = targetS;
    }
    const lastsMs = (piece.toMs - piece.fromMs) / (wish.isKeysOnly ? 1 : around.frames.length);
    behindMs = shownMs === null ? 0 : Math.max(0, targetMs - shownMs - lastsMs);
    state = shownMs === targetMs || (flows && shownMs !== null && behindMs < 1_000) ? 'shown' : 'waiting';
  }

  function appendAhead(piece: Piece): void {
    let next = pieceAfter(source.pieces, piece);
    for (let n = 0; n < mostAhead && next !== null; n++, next = pieceAfter(source.pieces, next)) {
      if (appended.has(next.key)) continue;
      if (source.bytesOf(next) !== null) append(next);
      return;
    }
  }

  function onFrame(_nowMs: number, picture: VideoFrameCallbackMetadata): void {
    if (isClosed) return;
    if (originMs !== null) {
      const atMs = source.nearestFrameMs(originMs + picture.mediaTime * 1_000);
      if (atMs !== null) {
        paint(canvas, video, { widthPx: picture.width, heightPx: picture.height });
        shownMs = atMs;
        painted(atMs);
      }
    }
    video.requestVideoFrameCallback(onFrame);
  }

  function fail(cause: unknown): void {
    isBroken = true;
    state = 'failed';
    console.warn('footage: the browser refused it', cause);
  }

  video.addEventListener('error', () => fail(video.error));
  video.requestVideoFrameCallback(onFrame);

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
      if (isClosed || isBroken) return;
      try {
        advance(wish);
      } catch (cause) {
        fail(cause);
      }
    },
    close() {
      isClosed = true;
      video.pause();
      video.removeAttribute('src');
      video.load();
      URL.revokeObjectURL(address);
    },
  };
}

function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
