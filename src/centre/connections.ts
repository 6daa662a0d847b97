import type { Permission } from '../core/access.ts';
import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Sessions, SignedIn } from './sessions.ts';
import { isDatabaseDown } from './store/database.ts';

/** Everything that stays open after its access check: live events and live pictures. Closed when the session ends. */
export type Connections = {
  /** @returns to be called when it closed by itself. */
  add(connection: Connection): () => void;
  /** At once, e.g. after signing out or being disabled. */
  closeWhere(which: (session: SignedIn) => boolean): void;
  /** Asks again for all of them, because another centre, or time, may have ended a session. */
  revalidate(): Promise<void>;
  count(): number;
};

export type Connection = {
  readonly session: SignedIn;
  readonly permission: Permission;
  close(): void;
};

export function createConnections(sessions: Sessions, log: Log): Connections {
  const open = new Set<Connection>();
  function close(connection: Connection): void {
    open.delete(connection);
    connection.close();
  }
  return {
    add(connection) {
      open.add(connection);
      sessions.cameLive(connection.session).catch((cause: unknown) => {
        // It is noted again at the next beat.
        if (!isDatabaseDown(cause)) logFailure(log, 'a presence could not be noted', cause);
      });
      return () => open.delete(connection);
    },
    closeWhere(which) {
      for (const connection of open) if (which(connection.session)) close(connection);
    },
    async revalidate() {
      const asked = [...open];
      if (asked.length === 0) return;
      try {
        const allowed = await sessions.stillAllowed(asked);
        for (const connection of asked) if (!allowed.has(connection.session)) close(connection);
      } catch (cause) {
        // The live picture goes on while the database is away; it is asked again at the next beat.
        if (!isDatabaseDown(cause)) logFailure(log, 'sessions of open connections cannot be checked', cause);
      }
    },
    count: () => open.size,
  };
}
