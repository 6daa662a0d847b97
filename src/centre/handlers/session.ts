import { randomUUID } from 'node:crypto';
import type { User } from '../../contract/shapes.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { refuse } from '../http/problem.ts';
import { hashPassword, verifyPassword } from '../passwords.ts';
import { hashToken, type SignedIn, sessionView } from '../sessions.ts';
import { change } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { deleteSession, deleteSessionsOf } from '../store/sessions.ts';
import { deleteSetupTokens, takeSetupToken } from '../store/setup-tokens.ts';
import {
  findUserByName,
  hasAdministrator,
  holdUsers,
  insertUser,
  nameKey,
  updateUser,
} from '../store/users.ts';

type Names = 'setup.create' | 'session.create' | 'session.get' | 'session.delete' | 'password.change';

const wrongLink = refuse(
  403,
  'setup-link',
  'This link is not valid (any more): it was used, or a restart has replaced it. Take the newest one from the log of the server',
);
const alreadySetUp = refuse(
  409,
  'already-set-up',
  'This site has an administrator already. Sign in, or ask that person for access',
);
const wrongPassword = refuse(
  403,
  'wrong-password',
  'Name or password is wrong, or the person may not sign in. Try again, or ask an administrator',
);
const wrongCurrent = refuse(403, 'wrong-password', 'The current password is wrong. Try again');

export function sessionHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, sessions, guard, connections } = centre;

  /** @returns a refusal when this person or address has guessed too often. */
  function slowDown(name: string, address: string, nowMs: number) {
    const waitMs = guard.attempt(nameKey(name), address, nowMs);
    if (waitMs === 0) return null;
    const seconds = Math.ceil(waitMs / 1_000);
    return refuse(429, 'too-many-attempts', `Too many attempts. Wait ${seconds} s, then try again`, {
      retryAfterS: seconds,
    });
  }

  return {
    async 'setup.create'({ body, nowMs, address, entry, cookie }) {
      const wait = slowDown('', address, nowMs);
      if (wait !== null) return wait;
      if (await hasAdministrator(sql)) return alreadySetUp;
      const passwordHash = await hashPassword(body.password);
      const result = await change(sql, async (tx) => {
        const users = await holdUsers(tx);
        if (users.some((user) => user.role === 'administrator' && user.isEnabled)) return alreadySetUp;
        if (!(await takeSetupToken(tx, hashToken(body.token)))) return wrongLink;
        const user: User = {
          id: randomUUID(),
          name: body.name,
          role: 'administrator',
          isEnabled: true,
          createdAtMs: nowMs,
        };
        if (!(await insertUser(tx, { ...user, passwordHash }))) return nameIsTaken(body.name);
        await deleteSetupTokens(tx);
        const signedIn = await sessions.create(tx, user);
        await record(tx, { audit: entry(user.id, { name: user.name }, user.name) });
        return signedIn;
      });
      if (!('token' in result)) return result;
      guard.succeeded('', address);
      cookie.set(result.token, result.session.expiresAtMs);
      return result.session;
    },

    async 'session.create'({ body, nowMs, address, entry, cookie }) {
      const wait = slowDown(body.name, address, nowMs);
      if (wait !== null) return wait;
      const found = await findUserByName(sql, body.name);
      const isRight = await verifyPassword(found?.passwordHash ?? null, body.password);
      if (found === null || !isRight || !found.isEnabled) {
        // Without the name that was typed: it is a password often enough.
        const audit = {
          atMs: nowMs,
          who: 'nobody',
          action: 'session.refused',
          target: found?.id ?? null,
          detail: { address },
        };
        await change(sql, (tx) => record(tx, { audit }));
        return wrongPassword;
      }
      guard.succeeded(nameKey(body.name), address);
      const { passwordHash, ...user } = found;
      const result = await change(sql, async (tx) => {
        // Between the look and here the person may have been disabled, or got another password.
        const now = (await holdUsers(tx)).find(({ id }) => id === user.id);
        if (now?.isEnabled !== true || now.passwordHash !== passwordHash) return wrongPassword;
        const signedIn = await sessions.create(tx, user);
        await record(tx, { audit: entry(user.id, { address }, user.name) });
        return signedIn;
      });
      if (!('token' in result)) return result;
      cookie.set(result.token, result.session.expiresAtMs);
      return result.session;
    },

    'session.get': async ({ who }) => sessionView(userOf(who), who.csrfToken, who.expiresAtMs),

    async 'session.delete'({ who, entry, cookie }) {
      await change(sql, async (tx) => {
        await deleteSession(tx, who.tokenHash);
        await record(tx, { audit: entry(who.userId, {}) });
      });
      const isThis = (session: { tokenHash: Uint8Array }) =>
        Buffer.compare(session.tokenHash, who.tokenHash) === 0;
      sessions.forget(isThis);
      connections.closeWhere(isThis);
      cookie.clear();
      return {};
    },

    async 'password.change'({ who, body, nowMs, address, entry }) {
      const wait = slowDown(who.userName, address, nowMs);
      if (wait !== null) return wait;
      const found = await findUserByName(sql, who.userName);
      if (!(await verifyPassword(found?.passwordHash ?? null, body.current))) return wrongCurrent;
      guard.succeeded(nameKey(who.userName), address);
      const passwordHash = await hashPassword(body.next);
      const refusal = await change(sql, async (tx) => {
        const now = (await holdUsers(tx)).find(({ id }) => id === who.userId);
        if (now === undefined || now.passwordHash !== found?.passwordHash) return wrongCurrent;
        await updateUser(tx, { ...now, passwordHash });
        // Whoever else uses the old password is signed out.
        await deleteSessionsOf(tx, who.userId, who.tokenHash);
        await record(tx, { audit: entry(who.userId, {}) });
        return null;
      });
      if (refusal !== null) return refusal;
      const isOther = (session: { userId: string; tokenHash: Uint8Array }) =>
        session.userId === who.userId && Buffer.compare(session.tokenHash, who.tokenHash) !== 0;
      sessions.forget(isOther);
      connections.closeWhere(isOther);
      return {};
    },
  };
}

export function nameIsTaken(name: string) {
  return refuse(409, 'name-taken', `Somebody is called ${name} already. Choose another name`, {
    errors: [{ path: 'body.name', message: 'is taken' }],
  });
}

function userOf(who: SignedIn): User {
  return {
    id: who.userId,
    name: who.userName,
    role: who.role,
    isEnabled: true,
    createdAtMs: who.userCreatedAtMs,
  };
}
