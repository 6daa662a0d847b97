/**
 * Live events to the consoles. Durable ones come from the outbox and from nowhere else, so whatever a client missed is
 * read there again: nothing is buffered for a slow client but its place. State is sent as it is now, the newest only, and
 * to a client that says which cameras it watches of these only: a town's numbers are more than any screen shows.
 * PostgreSQL's NOTIFY rings after each commit; a slow poll makes up for a bell that was not heard.
 */
import { randomUUID } from 'node:crypto';
import type { StateEvent } from '../contract/events.ts';
import { stateKey } from '../contract/state-key.ts';
import { isAllowed, type Role } from '../core/access.ts';
import { cameraOf, frame, isChangeOfState, permissionFor } from './live-event.ts';
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

export type NewClient = {
  readonly userId: string;
  readonly role: Role;
  /** What it saw last; null at its first connection. */
  readonly lastEventId: number | null;
  /** It says itself which cameras it watches: none until then. */
  readonly saysWhatItWatches: boolean;
};

export type Live = {
  start(): Promise<void>;
  /** State of a camera or unit: replaces what was not sent yet. */
  publish(event: StateEvent): void;
  forget(cameraId: string): void;
  attach(sink: LiveSink, client: NewClient): Promise<LiveClient>;
  /** From now on these cameras; null: all. @returns false where this user has no such stream. */
  watch(streamId: string, userId: string, cameraIds: ReadonlySet<string> | null): boolean;
  /** Something was committed: look now. Called by NOTIFY; callers may hurry it. */
  poke(): void;
  beat(): void;
  clients(): number;
  stop(): Promise<void>;
};

type Client = {
  readonly id: string;
  readonly userId: string;
  readonly sink: LiveSink;
  readonly role: Role;
  /** Id of the last durable event written. */
  cursor: number;
  isLive: boolean;
  isCatchingUp: boolean;
  isBlocked: boolean;
  blockedBeats: number;
  hasLeft: boolean;
  /** Null: all cameras. */
  watched: ReadonlySet<string> | null;
  /** State waiting for its turn or for a slow client: newest only, and who has waited longest stands first. */
  readonly waiting: Map<string, StateEvent>;
  /** States that were written in this turn one by one. */
  written: number;
};

/** Further behind than this, loading the lists anew is quicker. */
const resumeLimit = 2_000;
const pageSize = 500;
const pollMs = 1_000;
/**
 * State of many cameras goes out in turns. In a turn the first come at once, so a small site sees no delay; the rest
 * follows at its end in one message. 5,000 cameras come round in 3 s, which is younger than the 5 s after which a console
 * greys a number; an event a camera and second kept a tab busy for ever.
 */
const turnMs = 250;
const atOncePerTurn = 64;
const batchedPerTurn = 750;
/** Two beats of 15 s without taking anything: the connection is dead or hopeless. */
const cutAfterBeats = 2;

export function createLive({ sql, clock, log }: { sql: Sql; clock: Clock; log: Log }): Live {
  const clients = new Set<Client>();
  const newest = new Map<string, StateEvent>();
  let lastId = 0;
  let isReading = false;
  let isAskedAgain = false;
  let timer: NodeJS.Timeout | null = null;
  let turns: NodeJS.Timeout | null = null;
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
    if (event === null) beginAnew(client);
    else if (isAllowed(client.role, permissionFor(event))) write(client, frame(event, id));
  }

  /** What another version wrote cannot be told, so the client reads its lists again: they hold all up to now. */
  function beginAnew(client: Client): void {
    client.cursor = Math.max(client.cursor, lastId);
    write(client, hello(client, false));
  }

  function hello(client: Client, resumed: boolean): string {
    const event = { type: 'hello', resumed, serverTimeMs: clock.nowMs(), streamId: client.id } as const;
    return frame(event, client.cursor);
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
          if (event.id > client.cursor) writeDurable(client, event);
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
    writeWaiting(client);
    // A failed read is made up for by cutting the client: it comes back and says where it stood.
    catchUp(client).catch(() => cut(client));
  }

  /** As much of what waits as a turn allows. */
  function writeWaiting(client: Client): void {
    if (client.isBlocked || client.waiting.size === 0) return;
    const states: StateEvent[] = [];
    for (const [key, event] of client.waiting) {
      if (states.length === batchedPerTurn) break;
      client.waiting.delete(key);
      states.push(event);
    }
    const [only] = states;
    write(client, frame(states.length === 1 ? only! : { type: 'batch', states }, null));
  }

  function endTurn(): void {
    for (const client of clients) {
      client.written = 0;
      writeWaiting(client);
    }
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
      turns = setInterval(endTurn, turnMs);
      turns.unref();
    },
    poke: () => void readOn(),
    publish(event) {
      const key = stateKey(event);
      const isForAll = isChangeOfState(newest.get(key), event);
      newest.set(key, event);
      let text: string | null = null;
      for (const client of clients) {
        if (!isForAll && !isWatched(client, event)) continue;
        if (!isAllowed(client.role, permissionFor(event))) continue;
        if (client.isBlocked || client.written >= atOncePerTurn || client.waiting.has(key)) {
          client.waiting.set(key, event);
          continue;
        }
        client.written++;
        text ??= frame(event, null);
        write(client, text);
      }
    },
    forget(cameraId) {
      for (const type of ['measures', 'camera-health']) newest.delete(`${type} ${cameraId}`);
    },
    async attach(sink, { userId, role, lastEventId, saysWhatItWatches }) {
      const current = Math.max(lastId, await newestEventId(sql));
      const resumed =
        lastEventId !== null &&
        current - lastEventId <= resumeLimit &&
        (await reachesBackTo(sql, lastEventId));
      const client: Client = {
        id: randomUUID(),
        userId,
        sink,
        role,
        cursor: resumed ? lastEventId : current,
        isLive: false,
        isCatchingUp: false,
        isBlocked: false,
        blockedBeats: 0,
        hasLeft: false,
        watched: saysWhatItWatches ? new Set() : null,
        waiting: new Map(),
        written: 0,
      };
      sink.onDrain(() => drained(client));
      clients.add(client);
      write(client, hello(client, resumed));
      await catchUp(client);
      for (const [key, event] of newest) {
        if (!isAllowed(role, permissionFor(event))) continue;
        // Who resumes reads no list, and may have missed that a camera has gone.
        const isMissed = resumed && event.type === 'camera-health';
        // What was told since the client came is newer, and already on its way.
        if (isMissed || isWatched(client, event)) client.waiting.set(key, event);
      }
      writeWaiting(client);
      return {
        leave() {
          client.hasLeft = true;
          clients.delete(client);
        },
      };
    },
    watch(streamId, userId, cameraIds) {
      const client = [...clients].find(({ id }) => id === streamId);
      if (client?.userId !== userId) return false;
      const before = client.watched;
      client.watched = cameraIds;
      // What it watched so far is known to it; of the others it wants what is known now.
      for (const [key, event] of newest) {
        const cameraId = cameraOf(event);
        if (cameraId === null || before === null || before.has(cameraId) || !isWatched(client, event))
          continue;
        if (isAllowed(client.role, permissionFor(event))) client.waiting.set(key, event);
      }
      writeWaiting(client);
      return true;
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
      if (turns !== null) clearInterval(turns);
      for (const client of clients) cut(client);
      await bell?.unlisten().catch(() => {});
    },
  };
}

function isWatched({ watched }: Client, event: StateEvent): boolean {
  const cameraId = cameraOf(event);
  return watched === null || cameraId === null || watched.has(cameraId);
}
