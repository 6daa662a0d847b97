import type { LiveNotice } from '../../contract/live.ts';
import { ageOf, noOffset, observeOffset, offsetMs } from './clock-offset.ts';
import { type LiveSocket, liveAddress, openLiveSocket } from './live-socket.ts';
import { hasMediaSource, msePainter } from './mse-painter.ts';
import type { LiveMode, Painter } from './painter.ts';
import { pollSnapshots, type SnapshotPoller } from './snapshot-poller.ts';
import { hasWebCodecs, webCodecsPainter } from './webcodecs-painter.ts';

export type PlayerStatus = {
  readonly mode: LiveMode;
  readonly phase: 'connecting' | 'playing' | 'paused' | 'lost';
  /** Why there is no picture, in the server's words. */
  readonly notice: LiveNotice | null;
  /** Width over height of the picture; null before the first. */
  readonly aspect: number | null;
};

export type Player = {
  /** The same object until it changes. */
  status(): PlayerStatus;
  subscribe(listener: () => void): () => void;
  /** Age of the picture on the canvas, ms, by the server's clock; null before the first. */
  ageMs(): number | null;
  /** Frames passed over because this viewer was behind. */
  skipped(): number;
  close(): void;
};

const losesBeforeSnapshots = 3;

const painters = { webcodecs: webCodecsPainter, mse: msePainter };

/** Rises steadily, also when somebody sets the computer's clock. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

export function playableModes(): LiveMode[] {
  const modes: LiveMode[] = [];
  if (hasWebCodecs()) modes.push('webcodecs');
  if (hasMediaSource()) modes.push('mse');
  return [...modes, 'snapshot'];
}

/**
 * Plays the masked stream of one camera on a canvas, by the best way this browser has. A hidden tab closes its
 * connection and resumes when seen again. Each drawn frame leaves its figures on the canvas as data attributes.
 */
export function openPlayer(
  cameraId: string,
  canvas: HTMLCanvasElement,
  modes: readonly LiveMode[] = playableModes(),
): Player {
  const listeners = new Set<() => void>();
  const ways = [...modes];
  let status: PlayerStatus = { mode: ways[0] ?? 'snapshot', phase: 'connecting', notice: null, aspect: null };
  let offset = noOffset;
  let capturedAtMs: number | null = null;
  let frames = 0;
  let skippedBefore = 0;
  let painter: Painter | null = null;
  let socket: LiveSocket | null = null;
  let poller: SnapshotPoller | null = null;

  function set(change: Partial<PlayerStatus>): void {
    const next = { ...status, ...change };
    const isSame = (Object.keys(next) as (keyof PlayerStatus)[]).every((key) => next[key] === status[key]);
    if (isSame) return;
    status = next;
    canvas.dataset.mode = status.mode;
    for (const listener of listeners) listener();
  }

  function drawn(atMs: number): void {
    const now = nowMs();
    capturedAtMs = atMs;
    frames++;
    canvas.dataset.frames = String(frames);
    canvas.dataset.capturedAtMs = String(Math.round(atMs));
    canvas.dataset.drawnAtMs = now.toFixed(1);
    canvas.dataset.ageMs = ageOf(atMs, now, offset).toFixed(0);
    canvas.dataset.skipped = String(skipped());
    set({ phase: 'playing', notice: null, aspect: canvas.width / canvas.height });
  }

  function skipped(): number {
    return skippedBefore + (painter?.skipped() ?? 0);
  }

  function dropPainter(): void {
    skippedBefore = skipped();
    painter?.close();
    painter = null;
  }

  function start(): void {
    const way = ways[0] ?? 'snapshot';
    if (way === 'snapshot') {
      startSnapshots();
      return;
    }
    painter = painters[way](canvas, {
      drawn,
      failed() {
        // Begin anew with the next way: a fresh connection starts with a key frame.
        stop();
        ways.shift();
        start();
      },
    });
    set({ mode: way, phase: 'connecting' });
    socket = openLiveSocket(liveAddress(cameraId), {
      header: (header) => {
        if (status.mode === 'snapshot') stopSnapshots(way);
        painter?.header(header);
      },
      frame(frame) {
        offset = observeOffset(offset, { sentAtMs: frame.sentAtMs, arrivedAtMs: nowMs() });
        painter?.accept(frame);
      },
      notice(notice) {
        set({ notice });
        // Nothing live to show: the newest picture there is, with its age, is better than a dark frame.
        if (frames === 0 && !poller) startSnapshots(way, 'once');
      },
      lost(attempt) {
        set({ phase: 'lost' });
        if (attempt >= losesBeforeSnapshots && status.mode !== 'snapshot') startSnapshots();
      },
    });
  }

  function startSnapshots(mode: LiveMode = 'snapshot', times: 'once' | 'always' = 'always'): void {
    poller?.close();
    set({ mode, phase: 'connecting' });
    const address = `/api/cameras/${encodeURIComponent(cameraId)}/snapshot`;
    poller = pollSnapshots(address, canvas, times, (snapshot) => {
      // A live frame that came meanwhile is newer.
      if (mode !== 'snapshot' && frames > 0) return;
      if (snapshot.capturedAtMs === null) drawn(nowMs() - offsetMs(offset));
      else if (snapshot.capturedAtMs !== capturedAtMs) drawn(snapshot.capturedAtMs);
    });
  }

  function stopSnapshots(mode: LiveMode): void {
    poller?.close();
    poller = null;
    set({ mode });
  }

  function stop(): void {
    socket?.close();
    socket = null;
    poller?.close();
    poller = null;
    dropPainter();
  }

  function onVisibility(): void {
    stop();
    if (document.hidden) set({ phase: 'paused' });
    else start();
  }

  canvas.dataset.mode = status.mode;
  canvas.dataset.frames = '0';
  document.addEventListener('visibilitychange', onVisibility);
  if (document.hidden) set({ phase: 'paused' });
  else start();

  return {
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ageMs: () => (capturedAtMs === null ? null : ageOf(capturedAtMs, nowMs(), offset)),
    skipped,
    close() {
      document.removeEventListener('visibilitychange', onVisibility);
      stop();
      listeners.clear();
    },
  };
}
