import { randomUUID } from 'node:crypto';
import type { User } from '../../contract/shapes.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import { hashPassword } from '../passwords.ts';
import { change } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { deleteSessionsOf } from '../store/sessions.ts';
import { holdUsers, insertUser, listUsers, type UserWithPassword, updateUser } from '../store/users.ts';
import { nameIsTaken } from './session.ts';

const lastAdministrator = refuse(
  409,
  'last-administrator',
  'This is the last enabled administrator: nobody could undo it. Make another administrator first',
);

export function userHandlers(centre: Centre): Pick<Handlers, 'users.list' | 'users.create' | 'users.update'> {
  const { sql, sessions, connections } = centre;
  return {
    'users.list': () => listUsers(sql),

    async 'users.create'({ body, nowMs, entry }) {
      const passwordHash = await hashPassword(body.password);
      const user: User = {
        id: randomUUID(),
        name: body.name,
        role: body.role,
        isEnabled: true,
        createdAtMs: nowMs,
      };
      return change(sql, async (tx) => {
        if (!(await insertUser(tx, { ...user, passwordHash }))) return nameIsTaken(body.name);
        await record(tx, { audit: entry(user.id, { name: user.name, role: user.role }) });
        return user;
      });
    },

    async 'users.update'({ params, body, entry }) {
      const passwordHash = body.password === undefined ? null : await hashPassword(body.password);
      const result = await change(sql, async (tx) => {
        const users = await holdUsers(tx);
        const before = users.find(({ id }) => id === params.id);
        if (before === undefined) return notFound('This person');
        const after: UserWithPassword = {
          ...before,
          role: body.role ?? before.role,
          isEnabled: body.isEnabled ?? before.isEnabled,
          passwordHash: passwordHash ?? before.passwordHash,
        };
        const rest = users.map((user) => (user.id === after.id ? after : user));
        if (!rest.some((user) => user.role === 'administrator' && user.isEnabled)) return lastAdministrator;
        await updateUser(tx, after);
        await deleteSessionsOf(tx, after.id);
        const detail = {
          name: after.name,
          role: after.role,
          isEnabled: after.isEnabled,
          isNewPassword: passwordHash !== null,
        };
        await record(tx, { audit: entry(after.id, detail) });
        const { passwordHash: _, ...user } = after;
        return user;
      });
      if (result instanceof Refusal) return result;
      sessions.forget((session) => session.userId === params.id);
      connections.closeWhere((session) => session.userId === params.id);
      return result;
    },
  };
}
