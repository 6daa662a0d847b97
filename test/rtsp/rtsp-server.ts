/** A camera for tests: RTSP 1.0 over TCP, interleaved, with the accidents that happen to cameras. RFC 2326. */

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { type FilmStream, loadFilm } from './film-stream.ts';
import { isKeyPicture, payloads } from './nal.ts';
import { type Credentials, RtspAuth } from './rtsp-auth.ts';

export type RtspServer = {
  readonly port: number;
  /** Address of a stream, without credentials. */
  url(path: string): string;
  /** Stops sending, keeps the connections: a hung camera. `resume` ends it. */
  stall(): void;
  resume(): void;
  /** Breaks all connections, accepts new ones at once: a network fault. */
  cut(): void;
  /** Breaks all connections and refuses new ones until `bootUp`: a camera that restarts. */
  shutDown(): Promise<void>;
  bootUp(): Promise<void>;
  /**
   * Sends another film from its beginning under the same path. `inPlace` goes on in the same connections, as cameras do
   * when somebody changes the size; otherwise the connections are broken.
   */
  swap(path: string, film: string, how?: { inPlace: boolean }): Promise<void>;
  /** Viewers that play now. */
  viewers(): number;
  /** Requests seen, newest last, bounded. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
};

const maxPayloadBytes = 1_400;
const maxQueuedBytes = 4_000_000;
const session = '12345678';

/** @param streams film by path, e.g. { cam1: '/tmp/a.mp4' }. */
export async function startRtspServer({
  streams,
  credentials = null,
  port = 0,
}: {
  streams: Readonly<Record<string, string>>;
  credentials?: Credentials | null;
  port?: number;
}): Promise<RtspServer> {
  const films = new Map<string, FilmStream>();
  const channels = new Map<string, Channel>();
  const filmOf = async (path: string) => films.get(path) ?? films.set(path, await loadFilm(path)).get(path)!;
  for (const [name, film] of Object.entries(streams)) {
    channels.set(name.replace(/^\//, ''), new Channel(await filmOf(film)));
  }
  const auth = credentials && new RtspAuth(credentials);
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const log = (request: string) => {
      requests.push(request);
      if (requests.length > 1_000) requests.shift();
    };
    serve({ socket, channels, auth, log });
  };
  let server = await listen(accept, port);
  const boundPort = (server.address() as AddressInfo).port;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  let isStalled = false;
  const timer = setInterval(() => {
    if (!isStalled) for (const channel of channels.values()) channel.send(performance.now());
  }, 5);
  return {
    port: boundPort,
    requests,
    url: (path) => `rtsp://127.0.0.1:${boundPort}/${path.replace(/^\//, '')}`,
    stall: () => {
      isStalled = true;
    },
    resume: () => {
      isStalled = false;
    },
    cut,
    async shutDown() {
      const closed = close(server);
      cut();
      await closed;
    },
    async bootUp() {
      server = await listen(accept, boundPort);
    },
    async swap(path, film, { inPlace } = { inPlace: false }) {
      channels.get(path.replace(/^\//, ''))!.play(await filmOf(film));
      if (!inPlace) cut();
    },
    viewers: () => [...channels.values()].reduce((sum, channel) => sum + channel.viewers.size, 0),
    async stop() {
      clearInterval(timer);
      const closed = close(server);
      cut();
      await closed;
    },
  };
}

type Viewer = { readonly write: (packet: Buffer) => void; isWaitingForKey: boolean };

/** One stream and who watches it. All viewers get the same packets, each from its first key frame on. */
class Channel {
  film: FilmStream;
  readonly viewers = new Set<Viewer>();
  #startedMs = performance.now();
  #sentUnits = 0;
  #sequence = 0;
  #clockOffsetMs = 0;

  constructor(film: FilmStream) {
    this.film = film;
  }

  play(film: FilmStream): void {
    this.#clockOffsetMs += performance.now() - this.#startedMs;
    this.film = film;
    this.#startedMs = performance.now();
    this.#sentUnits = 0;
  }

  send(nowMs: number): void {
    const { units, durationMs } = this.film;
    for (;;) {
      const round = Math.floor(this.#sentUnits / units.length);
      const unit = units[this.#sentUnits % units.length]!;
      const roundMs = round * durationMs;
      const lateMs = nowMs - this.#startedMs - roundMs - unit.sendMs;
      if (lateMs < 0) return;
      this.#sentUnits++;
      // After a stall the live edge counts, not what was missed.
      if (lateMs > 1_000 || this.viewers.size === 0) continue;
      this.#sendUnit(unit.nals, this.#clockOffsetMs + roundMs + unit.shownMs);
    }
  }

  #sendUnit(nals: readonly Buffer[], shownMs: number): void {
    const timestamp = Math.round(shownMs * 90) % 2 ** 32;
    if (isKeyPicture(this.film.codec, nals))
      for (const viewer of this.viewers) viewer.isWaitingForKey = false;
    const parts = nals.flatMap((nal) => payloads(this.film.codec, nal, maxPayloadBytes));
    for (const [i, payload] of parts.entries()) {
      const header = Buffer.alloc(16);
      header[0] = 0x24;
      header.writeUInt16BE(12 + payload.length, 2);
      header[4] = 0x80;
      header[5] = 96 | (i === parts.length - 1 ? 0x80 : 0);
      header.writeUInt16BE(this.#sequence++ & 0xffff, 6);
      header.writeUInt32BE(timestamp, 8);
      header.writeUInt32BE(0x1a2b3c4d, 12);
      const packet = Buffer.concat([header, payload]);
      for (const viewer of this.viewers) if (!viewer.isWaitingForKey) viewer.write(packet);
    }
  }
}

type Serving = {
  readonly socket: Socket;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly auth: RtspAuth | null;
  readonly log: (request: string) => void;
};

function serve({ socket, channels, auth, log }: Serving): void {
  let channel: Channel | null = null;
  let interleaved = 0;
  const viewer: Viewer = {
    isWaitingForKey: true,
    write(packet) {
      if (socket.writableLength > maxQueuedBytes) return;
      packet[1] = interleaved;
      socket.write(packet);
    },
  };
  const leave = () => channel?.viewers.delete(viewer);
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('close', leave);
  onRequest(socket, ({ method, url, headers }) => {
    log(`${method} ${url}`);
    const reply = (status: string, fields: Record<string, string> = {}, body = '') => {
      const all = {
        CSeq: headers.cseq ?? '0',
        ...fields,
        ...(body && { 'Content-Length': String(body.length) }),
      };
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`RTSP/1.0 ${status}\r\n${lines.join('')}\r\n${body}`);
    };
    if (method === 'OPTIONS') {
      reply('200 OK', { Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER' });
      return;
    }
    if (auth && !auth.isRight(method, headers.authorization)) {
      reply('401 Unauthorized', { 'WWW-Authenticate': auth.challenge });
      return;
    }
    const named = channels.get(streamName(url));
    if (!named) {
      reply('404 Not Found');
      return;
    }
    switch (method) {
      case 'DESCRIBE':
        reply('200 OK', { 'Content-Type': 'application/sdp', 'Content-Base': `${url}/` }, sdp(named.film));
        break;
      case 'SETUP':
        if (!/TCP/.test(headers.transport ?? '')) {
          reply('461 Unsupported Transport');
          break;
        }
        interleaved = Number(/interleaved=(\d+)/.exec(headers.transport!)?.[1] ?? 0);
        reply('200 OK', {
          Transport: `RTP/AVP/TCP;unicast;interleaved=${interleaved}-${interleaved + 1}`,
          Session: `${session};timeout=60`,
        });
        break;
      case 'PLAY':
        reply('200 OK', { Session: session, Range: 'npt=now-' });
        channel = named;
        channel.viewers.add(viewer);
        break;
      case 'TEARDOWN':
        leave();
        reply('200 OK', { Session: session });
        break;
      case 'GET_PARAMETER':
        reply('200 OK', { Session: session });
        break;
      default:
        reply('501 Not Implemented');
    }
  });
}

function streamName(url: string): string {
  return url
    .replace(/^rtsp:\/\/[^/]*\//i, '')
    .replace(/\/?track0$/, '')
    .replace(/\/$/, '');
}

function sdp({ codec, parameterSets }: FilmStream): string {
  const sets = parameterSets.map((set) => set.toString('base64'));
  const format =
    codec === 'h264'
      ? `packetization-mode=1;profile-level-id=${parameterSets[0]!.toString('hex', 1, 4)};sprop-parameter-sets=${sets.join(',')}`
      : `sprop-vps=${sets[0]};sprop-sps=${sets[1]};sprop-pps=${sets[2]}`;
  return [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=test camera',
    'c=IN IP4 0.0.0.0',
    't=0 0',
    'm=video 0 RTP/AVP 96',
    `a=rtpmap:96 ${codec === 'h264' ? 'H264' : 'H265'}/90000`,
    `a=fmtp:96 ${format}`,
    'a=control:track0',
    '',
  ].join('\r\n');
}

type Request = { method: string; url: string; headers: Record<string, string> };

/** Cuts requests out of the byte stream and steps over the client's own interleaved RTCP. */
function onRequest(socket: Socket, handle: (request: Request) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    for (;;) {
      if (pending[0] === 0x24) {
        const length = pending.length < 4 ? Number.POSITIVE_INFINITY : 4 + pending.readUInt16BE(2);
        if (pending.length < length) return;
        pending = pending.subarray(length);
        continue;
      }
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [first = '', ...lines] = pending.toString('latin1', 0, end).split('\r\n');
      const [method = '', url = ''] = first.split(' ');
      const headers = Object.fromEntries(
        lines.map((line) => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }),
      );
      const bodyBytes = Number(headers['content-length'] ?? 0);
      if (pending.length < end + 4 + bodyBytes) return;
      pending = pending.subarray(end + 4 + bodyBytes);
      handle({ method, url, headers });
    }
  });
}

function listen(accept: (socket: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(accept);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
