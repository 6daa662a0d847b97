import { decodeLiveFrame, type LiveFrame, type LiveHeader, type LiveNotice } from '../../contract/live.ts';
import { reconnectDelayMs } from './back-off.ts';

/** Nothing at all for this long on an open socket means the connection is dead without saying so. */
const silentMs = 15_000;

export type LiveSocket = { close(): void };

export type LiveSocketEvents = {
  header(header: LiveHeader): void;
  notice(notice: LiveNotice): void;
  frame(frame: LiveFrame): void;
  /** Connection lost or refused; `attempt` counts losses since the last frame or notice. */
  lost(attempt: number): void;
};

export function liveAddress(cameraId: string): string {
  const base = new URL(`/api/cameras/${encodeURIComponent(cameraId)}/live`, location.href);
  base.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  return base.href;
}

/** Keeps one connection to a camera's masked stream open, coming back with growing, jittered waits. */
export function openLiveSocket(address: string, events: LiveSocketEvents): LiveSocket {
  let socket: WebSocket | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let isClosed = false;

  function connect(): void {
    const own = new WebSocket(address);
    own.binaryType = 'arraybuffer';
    socket = own;
    own.onmessage = (message) => {
      if (own !== socket) return;
      watch();
      try {
        receive(message.data);
      } catch {
        // A message that is no frame: this connection cannot be trusted any more.
        lose();
      }
    };
    own.onclose = () => {
      if (own === socket) lose();
    };
    watch();
  }

  function receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      attempt = 0;
      events.frame(decodeLiveFrame(data));
      return;
    }
    const message = JSON.parse(String(data)) as LiveHeader | LiveNotice;
    if (message.type === 'header') events.header(message);
    else if (message.type === 'notice') {
      attempt = 0;
      events.notice(message);
    }
  }

  function watch(): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(lose, silentMs);
  }

  function lose(): void {
    drop();
    if (isClosed) return;
    events.lost(attempt);
    retry = setTimeout(connect, reconnectDelayMs(attempt, Math.random()));
    attempt++;
  }

  function drop(): void {
    clearTimeout(watchdog);
    clearTimeout(retry);
    const own = socket;
    socket = null;
    own?.close();
  }

  connect();
  return {
    close() {
      isClosed = true;
      drop();
    },
  };
}
