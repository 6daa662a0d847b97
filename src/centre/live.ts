/**
 * Live events to the consoles. Durable ones come from the outbox and from nowhere else, so whatever a client missed is
 * read there again: nothing is buffered for a slow client but its place. State is sent as it is now, the newest only.
 * PostgreSQL's NOTIFY rings after each commit; a slow poll makes up for a bell that was not heard.
 */
import type { LiveEvent } from '../contract/events.ts';
import { isAllowed, type Permission, type Role } from '../core/access.ts';
import { unreachable } from '../core/unreachable.ts';
import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Clock } from './ports.ts';
import { isDatabaseDown, type Sql } from './store/database.ts';
import {
  eventsAfter,
  listenToOutbox,
  newestEventId,
  type OutboxEvent,
  reachesBackTo,
} from './store/outbox.ts';

/** The part of an HTTP response the hub needs. */
export type LiveSink = {
  /** @returns false when the client does not keep up. */
  write(text: string): boolean;
  onDrain(listener: () => void): void;
  close(): void;
};

export type LiveClient = { leave(): void };

export type Live = {
  start(): Promise<void>;
  /** State of a camera: replaces what was not sent yet. */
  publish(event: LiveEvent & { type: 'measures' | 'camera-health' }): void;
  forget(cameraId: string): void;
  /** @param lastEventId what the client saw last; null at its first connection. */
  attach(sink: LiveSink, client: { role: Role; lastEventId: number | null }): Promise<LiveClient>;
  /** Something was committed: look now. Called by NOTIFY; callers may hurry it. */
  poke(): void;
  beat(): void;
  clients(): number;
  stop(): Promise<void>;
};

type Client = {
  readonly sink: LiveSink;
  readonly role: Role;
  /** Id of the last durable event written. */
  cursor: number;
  isLive: boolean;
  isCatchingUp: boolean;
  isBlocked: boolean;
  blockedBeats: number;
  hasLeft: boolean;
  /** State waiting for a slow client, newest only. */
  readonly waiting: Map<string, LiveEvent & { type: 'measures' | 'camera-health' }>;
};

/** Further behind than this, loading the lists anew is quicker. */
const resumeLimit = 2_000;
const pageSize = 500;
const pollMs = 1_000;
/** Two beats of 15 s without taking anything: the connection is dead or hopeless. */
const cutAfterBeats = 2;

export function createLive({ sql, clock, log }: { sql: Sql; clock: Clock; log: Log }): Live {
  const clients = new Set<Client>();
  const newest = new Map<string, LiveEvent & { type: 'measures' | 'camera-health' }>();
  let lastId = 0;
  let isReading = false;
  let isAskedAgain = false;
  let timer: NodeJS.Timeout | null = null;
  let bell: { unlisten(): Promise<void> } | null = null;

  async function readOn(): Promise<void> {
    if (isReading) {
      isAskedAgain = true;
      return;
    }
    isReading = true;
    try {
      do {
        isAskedAgain = false;
        const events = await eventsAfter(sql, lastId, pageSize);
        for (const event of events) deliver(event);
        if (events.length === pageSize) isAskedAgain = true;
      } while (isAskedAgain);
    } catch (cause) {
      if (!isDatabaseDown(cause)) logFailure(log, 'live events cannot be read', cause);
    } finally {
      isReading = false;
    }
  }

  function deliver(outgoing: OutboxEvent): void {
    lastId = outgoing.id;
    for (const client of clients) {
      if (!client.isLive || outgoing.id <= client.cursor) continue;
      if (client.isBlocked) client.isLive = false;
      else writeDurable(client, outgoing);
    }
  }

  function writeDurable(client: Client, { id, event }: OutboxEvent): void {
    client.cursor = id;
    if (isAllowed(client.role, permissionFor(event))) write(client, frame(event, id));
  }

  function write(client: Client, text: string): void {
    if (client.hasLeft || client.sink.write(text)) return;
    client.isBlocked = true;
  }

  /** Reads what the client has missed until it stands where everybody stands. */
  async function catchUp(client: Client): Promise<void> {
    if (client.isCatchingUp) return;
    client.isCatchingUp = true;
    try {
      while (!client.hasLeft && !client.isBlocked && client.cursor < lastId) {
        const missed = await eventsAfter(sql, client.cursor, pageSize);
        // Pruned meanwhile: it comes back, and is told to load its lists anew.
        if (missed.length === 0) return cut(client);
        for (const event of missed) {
          if (client.hasLeft || client.isBlocked) break;
          writeDurable(client, event);
        }
      }
      client.isLive = !client.isBlocked;
    } finally {
      client.isCatchingUp = false;
    }
  }

  function drained(client: Client): void {
    client.isBlocked = false;
    client.blockedBeats = 0;
    for (const [key, event] of client.waiting) {
      if (client.isBlocked) return;
      client.waiting.delete(key);
      write(client, frame(event, null));
    }
    // A failed read is made up for by cutting the client: it comes back and says where it stood.
    catchUp(client).catch(() => cut(client));
  }

  function cut(client: Client): void {
    client.hasLeft = true;
    clients.delete(client);
    client.sink.close();
  }

  return {
    async start() {
      lastId = await newestEventId(sql);
      bell = await listenToOutbox(sql, () => void readOn());
      timer = setInterval(() => void readOn(), pollMs);
      timer.unref();
    },
    poke: () => void readOn(),
    publish(event) {
      const key = stateKey(event);
      newest.set(key, event);
      let text: string | null = null;
      for (const client of clients) {
        if (!isAllowed(client.role, permissionFor(event))) continue;
        if (client.isBlocked) {
          client.waiting.set(key, event);
          continue;
        }
        text ??= frame(event, null);
        write(client, text);
      }
    },
    forget(cameraId) {
      for (const key of newest.keys()) if (key.endsWith(` ${cameraId}`)) newest.delete(key);
    },
    async attach(sink, { role, lastEventId }) {
      const current = Math.max(lastId, await newestEventId(sql));
      const resumed =
        lastEventId !== null &&
        current - lastEventId <= resumeLimit &&
        (await reachesBackTo(sql, lastEventId));
      const client: Client = {
        sink,
        role,
        cursor: resumed ? lastEventId : current,
        isLive: false,
        isCatchingUp: false,
        isBlocked: false,
        blockedBeats: 0,
        hasLeft: false,
        waiting: new Map(),
      };
      sink.onDrain(() => drained(client));
      clients.add(client);
      write(client, frame({ type: 'hello', resumed, serverTimeMs: clock.nowMs() }, client.cursor));
      await catchUp(client);
      for (const event of newest.values()) {
        if (!isAllowed(role, permissionFor(event))) continue;
        if (client.isBlocked) client.waiting.set(stateKey(event), event);
        else write(client, frame(event, null));
      }
      return {
        leave() {
          client.hasLeft = true;
          clients.delete(client);
        },
      };
    },
    beat() {
      for (const client of clients) {
        if (!client.isBlocked) write(client, ': beat\n\n');
        else if (++client.blockedBeats >= cutAfterBeats) cut(client);
      }
    },
    clients: () => clients.size,
    async stop() {
      if (timer !== null) clearInterval(timer);
      for (const client of clients) cut(client);
      await bell?.unlisten().catch(() => {});
    },
  };
}

function frame(event: LiveEvent, id: number | null): string {
  return `${id === null ? '' : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;
}

function stateKey(event: LiveEvent & { type: 'measures' | 'camera-health' }): string {
  return `${event.type} ${event.type === 'measures' ? event.cameraId : event.health.cameraId}`;
}

function permissionFor(event: LiveEvent): Permission {
  switch (event.type) {
    case 'hello':
      return 'site.read';
    case 'alarm':
      return 'alarm.read';
    case 'incident':
    case 'incident-notice':
      return 'incident.read';
    case 'camera':
    case 'camera-removed':
    case 'camera-health':
      return 'camera.read';
    case 'measures':
      return 'measure.read';
    default:
      return unreachable(event);
  }
}
