import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Session, User } from '../contract/shapes.ts';
import { isAllowed, type Permission, permissions } from '../core/access.ts';
import type { Clock } from './ports.ts';
import { isDatabaseDown, type Sql, type Tx } from './store/database.ts';
import {
  type Alive,
  aliveAmong,
  findSession,
  insertSession,
  type StoredSession,
  touchLive,
  touchSessions,
} from './store/sessions.ts';

/** Nothing was asked for this long, and no live view was open: the session ends. */
const idleMs = 60 * 60_000;
/** A day and no longer: two shifts of twelve hours. */
const lifeMs = 24 * 3_600_000;
const touchEveryMs = 60_000;
/** With the database away, a session seen alive this recently is still believed, so that the live picture goes on. */
const believeMs = 15 * 60_000;
/** An open connection is noted every 15 s: who was not heard of for three times as long is away. */
export const presentForMs = 45_000;
const maxRemembered = 5_000;

/** Who is asking. */
export type SignedIn = StoredSession & { readonly csrfToken: string };

export type Sessions = {
  /** Inside the transaction that signs in. @returns the token for the cookie; only its hash is stored. */
  create(tx: Tx, user: User): Promise<{ token: string; session: Session }>;
  /** Null: nobody. @throws when the database is away and the session is not remembered. */
  find(token: string): Promise<SignedIn | null>;
  /** Of these, those that are alive and may still do what their connection does. An open live view counts as presence. */
  stillAllowed(held: readonly { session: SignedIn; permission: Permission }[]): Promise<Set<SignedIn>>;
  /** A connection of this session has just been opened. */
  cameLive(session: SignedIn): Promise<void>;
  forget(which: (session: StoredSession) => boolean): void;
  alive(): Alive;
};

export function createSessions(sql: Sql, clock: Clock): Sessions {
  const remembered = new Map<string, { session: StoredSession; atMs: number }>();
  const alive = (): Alive => ({ nowMs: clock.nowMs(), idleSinceMs: clock.nowMs() - idleMs });

  async function look(token: string): Promise<StoredSession | null> {
    const tokenHash = hashToken(token);
    const key = tokenHash.toString('hex');
    const nowMs = clock.nowMs();
    try {
      const session = await findSession(sql, tokenHash, alive());
      remembered.delete(key);
      if (session === null) return null;
      remembered.set(key, { session, atMs: nowMs });
      for (const oldest of remembered.keys()) {
        if (remembered.size <= maxRemembered) break;
        remembered.delete(oldest);
      }
      if (nowMs - session.seenAtMs > touchEveryMs) await touchSessions(sql, [tokenHash], nowMs);
      return session;
    } catch (cause) {
      const known = remembered.get(key);
      const isFresh =
        known !== undefined && nowMs - known.atMs < believeMs && known.session.expiresAtMs > nowMs;
      if (!isDatabaseDown(cause) || !isFresh) throw cause;
      return known.session;
    }
  }

  return {
    alive,
    async create(tx, user) {
      const token = randomBytes(32).toString('base64url');
      const nowMs = clock.nowMs();
      const expiresAtMs = nowMs + lifeMs;
      await insertSession(tx, { tokenHash: hashToken(token), userId: user.id, nowMs, expiresAtMs });
      return { token, session: sessionView(user, csrfTokenOf(token), expiresAtMs) };
    },
    async find(token) {
      if (!/^[\w-]{43}$/.test(token)) return null;
      const session = await look(token);
      return session === null ? null : { ...session, csrfToken: csrfTokenOf(token) };
    },
    async stillAllowed(held) {
      const hashes = held.map(({ session }) => session.tokenHash);
      const roles = await aliveAmong(sql, hashes, alive());
      await touchSessions(sql, hashes, clock.nowMs());
      await touchLive(sql, hashes, clock.nowMs());
      return new Set(
        held
          .filter(({ session, permission }) => {
            const role = roles.get(Buffer.from(session.tokenHash).toString('hex'));
            return role !== undefined && isAllowed(role, permission);
          })
          .map(({ session }) => session),
      );
    },
    cameLive: (session) => touchLive(sql, [session.tokenHash], clock.nowMs()),
    forget(which) {
      for (const [key, { session }] of remembered) if (which(session)) remembered.delete(key);
    },
  };
}

export function sessionView(user: User, csrfToken: string, expiresAtMs: number): Session {
  return {
    user,
    permissions: permissions.filter((permission) => isAllowed(user.role, permission)),
    csrfToken,
    expiresAtMs,
  };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Follows from the cookie, which a foreign page cannot read: nothing to store. */
function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('csrf').digest('base64url');
}
