import type { FromIngest, MediaDemand } from '../contract/ingest.ts';
import { encodeLiveFrame, type LiveHeader, type LiveNotice } from '../contract/live.ts';
import type { Clock, MediaGateway, ViewerSocket } from './ports.ts';

/** A viewer with more than this waiting in its socket skips to the next key frame: about 2 s at 1 Mbit/s. */
const backlogLimitBytes = 256 * 1024;
/** A viewer that drains nothing for this long is cut: it would hold its backlog for ever. */
const stalledAfterMs = 20_000;

type Viewer = { socket: ViewerSocket; needsKey: boolean; skipped: number; blockedSinceMs: number | null };

type Stream = {
  header: LiveHeader | null;
  notice: LiveNotice | null;
  /** The current group of pictures, so that a new viewer sees a picture at once. Bounded by `groupLimit`. */
  group: { isKey: boolean; capturedAtMs: number; accessUnit: Uint8Array }[];
  snapshot: { jpeg: Uint8Array; capturedAtMs: number } | null;
  viewers: Set<Viewer>;
  /** Runs out some time after the last viewer left, and after the last still was asked for. */
  linger: { stream: NodeJS.Timeout | null; stills: NodeJS.Timeout | null };
  demand: MediaDemand;
};

/** A camera's stream rests this long after its last viewer left: a page that changes keeps its picture. Stills alike. */
const lingerMs = 10_000;

/** A longer group is dropped whole: the viewer then waits for the next key frame. */
const groupLimit = 300;

/**
 * The one way out for media. What comes in is already masked (see contract/ingest.ts); what goes out passed the
 * access check of its route. Memory per camera is one group of pictures and one snapshot, per viewer the socket's backlog.
 */
export function createMediaGateway(clock: Clock): MediaGateway {
  const streams = new Map<string, Stream>();
  const listeners: ((cameraId: string, demand: MediaDemand) => void)[] = [];

  function setDemand(cameraId: string, stream: Stream, what: keyof MediaDemand, isWanted: boolean): void {
    clearTimeout(stream.linger[what] ?? undefined);
    stream.linger[what] = null;
    if (stream.demand[what] === isWanted) return;
    stream.demand = { ...stream.demand, [what]: isWanted };
    // What a rested stream showed last is not now.
    if (!stream.demand.stream) stream.group = [];
    for (const listener of listeners) listener(cameraId, stream.demand);
  }

  function linger(cameraId: string, stream: Stream, what: keyof MediaDemand): void {
    clearTimeout(stream.linger[what] ?? undefined);
    stream.linger[what] = setTimeout(() => setDemand(cameraId, stream, what, false), lingerMs);
    stream.linger[what].unref();
  }

  function streamOf(cameraId: string): Stream {
    let stream = streams.get(cameraId);
    if (!stream) {
      stream = {
        header: null,
        notice: null,
        group: [],
        snapshot: null,
        viewers: new Set(),
        linger: { stream: null, stills: null },
        demand: { stream: false, stills: false },
      };
      streams.set(cameraId, stream);
    }
    return stream;
  }

  function sendFrame(viewer: Viewer, frame: Stream['group'][number], nowMs: number): void {
    if (viewer.needsKey && !frame.isKey) return;
    if (viewer.socket.bufferedAmount > backlogLimitBytes) {
      viewer.needsKey = true;
      viewer.skipped++;
      viewer.blockedSinceMs ??= nowMs;
      if (nowMs - viewer.blockedSinceMs > stalledAfterMs) viewer.socket.close(1013, 'too slow');
      return;
    }
    viewer.blockedSinceMs = null;
    viewer.needsKey = false;
    viewer.socket.send(encodeLiveFrame({ ...frame, sentAtMs: nowMs }));
  }

  function accept(message: FromIngest): void {
    switch (message.type) {
      case 'media.header': {
        const stream = streamOf(message.cameraId);
        const { cameraId, codec, widthPx, heightPx } = message;
        stream.header = { type: 'header', cameraId, codec, widthPx, heightPx };
        stream.notice = null;
        stream.group = [];
        for (const viewer of stream.viewers) {
          viewer.needsKey = true;
          viewer.socket.send(JSON.stringify(stream.header));
        }
        return;
      }
      case 'media.frame': {
        const stream = streamOf(message.cameraId);
        const { isKey, capturedAtMs, accessUnit } = message;
        const frame = { isKey, capturedAtMs, accessUnit };
        if (isKey) stream.group = [frame];
        else if (stream.group.length > 0) stream.group.push(frame);
        if (stream.group.length > groupLimit) stream.group = [];
        const nowMs = clock.nowMs();
        for (const viewer of stream.viewers) sendFrame(viewer, frame, nowMs);
        return;
      }
      case 'media.snapshot':
        streamOf(message.cameraId).snapshot = { jpeg: message.jpeg, capturedAtMs: message.capturedAtMs };
        return;
      case 'camera.state': {
        const stream = streamOf(message.cameraId);
        const isLive = message.state === 'live';
        const { state, cause } = message;
        stream.notice = isLive ? null : { type: 'notice', state, message: message.message, cause };
        if (stream.notice) {
          // A late viewer must not be shown the last picture as if it were now.
          stream.group = [];
          for (const viewer of stream.viewers) viewer.socket.send(JSON.stringify(stream.notice));
        }
        return;
      }
      default:
        return;
    }
  }

  function attach(cameraId: string, socket: ViewerSocket): void {
    const stream = streamOf(cameraId);
    const viewer: Viewer = { socket, needsKey: true, skipped: 0, blockedSinceMs: null };
    const leave = () => {
      if (!stream.viewers.delete(viewer) || stream.viewers.size > 0) return;
      // Of a camera that was removed; if it is there again, its stream is another one.
      if (streams.get(cameraId) !== stream) return;
      linger(cameraId, stream, 'stream');
    };
    socket.on('close', leave);
    socket.on('error', leave);
    stream.viewers.add(viewer);
    setDemand(cameraId, stream, 'stream', true);
    if (stream.notice) socket.send(JSON.stringify(stream.notice));
    if (!stream.header) return;
    socket.send(JSON.stringify(stream.header));
    const nowMs = clock.nowMs();
    for (const frame of stream.group) sendFrame(viewer, frame, nowMs);
  }

  return {
    accept,
    attach,
    snapshot(cameraId) {
      const stream = streamOf(cameraId);
      setDemand(cameraId, stream, 'stills', true);
      linger(cameraId, stream, 'stills');
      return stream.snapshot;
    },
    viewers: () => [...streams.values()].reduce((sum, stream) => sum + stream.viewers.size, 0),
    onDemand: (listener) => void listeners.push(listener),
    forget(cameraId) {
      const stream = streams.get(cameraId);
      for (const viewer of [...(stream?.viewers ?? [])]) viewer.socket.close(1001, 'camera removed');
      if (stream) {
        setDemand(cameraId, stream, 'stream', false);
        setDemand(cameraId, stream, 'stills', false);
      }
      streams.delete(cameraId);
    },
  };
}
