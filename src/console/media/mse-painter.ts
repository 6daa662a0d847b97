import type { LiveFrame, LiveHeader } from '../../contract/live.ts';
import { nalUnits, parameterSets, sampleOf } from './annex-b.ts';
import { admit, emptyBacklog } from './backlog.ts';
import { fragment, initSegment } from './fragmented-mp4.ts';
import { liveEdge, newFrameClock, placeFrame } from './frame-clock.ts';
import { type Painter, type PainterEvents, paint } from './painter.ts';
import { watchSilence } from './silence.ts';

/** Seconds of past kept in the browser's buffer. */
const keptS = 8;
/** Capture times of frames in flight, by media time. */
const timesKept = 256;

export function hasMediaSource(): boolean {
  return typeof MediaSource === 'function' && MediaSource.isTypeSupported('video/mp4; codecs="avc1.42E01E"');
}

/**
 * Fallback where WebCodecs is missing (plain http beyond localhost): each frame becomes one MP4 fragment for a hidden
 * video element, which is kept at the live edge and copied to the canvas frame by frame.
 */
export function msePainter(canvas: HTMLCanvasElement, events: PainterEvents): Painter {
  const source = new MediaSource();
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.disableRemotePlayback = true;
  const address = URL.createObjectURL(source);
  video.src = address;

  const waiting: Uint8Array[] = [];
  const capturedAt = new Map<number, number>();
  let header: LiveHeader | null = null;
  let buffer: SourceBuffer | null = null;
  let parameters = '';
  let clock = newFrameClock;
  let sequence = 0;
  let backlog = emptyBacklog;
  const silence = watchSilence();
  let isClosed = false;

  function fail(cause: unknown): void {
    if (!isClosed) events.failed(cause);
  }

  function openBuffer(): void {
    if (buffer || !header || source.readyState !== 'open') return;
    try {
      buffer = source.addSourceBuffer(`video/mp4; codecs="${header.codec}"`);
      buffer.addEventListener('updateend', next);
      buffer.addEventListener('error', () => fail(new Error('the browser refused the stream')));
      next();
    } catch (cause) {
      fail(cause);
    }
  }

  function next(): void {
    if (!buffer || buffer.updating || isClosed || source.readyState !== 'open') return;
    try {
      const chunk = waiting.shift();
      if (chunk) buffer.appendBuffer(chunk as Uint8Array<ArrayBuffer>);
      else if (!forgetPast()) followEdge();
    } catch (cause) {
      fail(cause);
    }
  }

  function forgetPast(): boolean {
    const ranges = video.buffered;
    if (!buffer || ranges.length === 0 || video.currentTime - ranges.start(0) < keptS * 2) return false;
    buffer.remove(0, video.currentTime - keptS);
    return true;
  }

  function followEdge(): void {
    const ranges = video.buffered;
    if (ranges.length === 0) return;
    const edge = liveEdge({
      atMs: video.currentTime * 1_000,
      endMs: ranges.end(ranges.length - 1) * 1_000,
    });
    if (edge.move === 'jump') video.currentTime = edge.toMs / 1_000;
    else if (video.playbackRate !== edge.rate) video.playbackRate = edge.rate;
    if (video.paused) video.play().catch(() => undefined);
  }

  function onFrame(_now: number, picture: VideoFrameCallbackMetadata): void {
    if (isClosed) return;
    silence.heard();
    paint(canvas, video, { widthPx: picture.width, heightPx: picture.height });
    const atMs = capturedAt.get(Math.round(picture.mediaTime * 1_000));
    if (atMs !== undefined) events.drawn(atMs);
    video.requestVideoFrameCallback(onFrame);
  }

  source.addEventListener('sourceopen', openBuffer);
  video.addEventListener('error', () => fail(video.error ?? new Error('the video element failed')));
  video.requestVideoFrameCallback(onFrame);

  return {
    mode: 'mse',
    header(next) {
      header = next;
      backlog = { ...backlog, needsKey: true };
      openBuffer();
    },
    accept(frame: LiveFrame) {
      if (!header || isClosed) return;
      const { backlog: kept, admission } = admit(backlog, frame, {
        length: waiting.length,
        nowMs: performance.now(),
      });
      backlog = kept;
      if (admission === 'skip') return;
      if (admission === 'restart') waiting.length = 0;
      const units = nalUnits(frame.accessUnit);
      const sets = frame.isKey ? parameterSets(units) : null;
      if (frame.isKey && !sets) return;
      if (sets) {
        const now = `${header.codec} ${sets.sps.join()} ${sets.pps.join()}`;
        if (now !== parameters || admission === 'restart') {
          waiting.push(initSegment({ ...header, ...sets }));
          parameters = now;
        }
      }
      const placed = placeFrame(clock, frame.capturedAtMs);
      clock = placed.clock;
      capturedAt.set(placed.timeMs, frame.capturedAtMs);
      if (capturedAt.size > timesKept) capturedAt.delete(capturedAt.keys().next().value!);
      sequence++;
      waiting.push(fragment({ ...placed, sequence, isKey: frame.isKey, sample: sampleOf(units) }));
      if (silence.isTooLong(performance.now())) fail(new Error('the video element shows no picture'));
      next();
    },
    skipped: () => backlog.skipped,
    close() {
      isClosed = true;
      video.pause();
      video.removeAttribute('src');
      video.load();
      URL.revokeObjectURL(address);
    },
  };
}
