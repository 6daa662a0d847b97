import { type User, User as UserShape } from '../../contract/shapes.ts';
import type { Query, Tx } from './database.ts';

type Row = {
  id: string;
  name: string;
  passwordHash: string;
  role: string;
  isEnabled: boolean;
  createdAt: Date;
};

export type UserWithPassword = User & { readonly passwordHash: string };

export async function listUsers(query: Query): Promise<User[]> {
  const rows = await query<Row[]>`select * from users order by name_key`;
  return rows.map(fromRow).map(({ passwordHash: _, ...user }) => user);
}

export async function findUserByName(query: Query, name: string): Promise<UserWithPassword | null> {
  const [row] = await query<Row[]>`select * from users where name_key = ${nameKey(name)}`;
  return row === undefined ? null : fromRow(row);
}

/**
 * Locks the whole table against other changes of users: that the last enabled administrator stays is a rule about
 * all rows, and two requests at once must not remove one each.
 */
export async function holdUsers(tx: Tx): Promise<UserWithPassword[]> {
  await tx`lock table users in share row exclusive mode`;
  const rows = await tx<Row[]>`select * from users order by name_key`;
  return rows.map(fromRow);
}

/** @returns false when the name is taken, in whatever case. */
export async function insertUser(tx: Tx, user: UserWithPassword): Promise<boolean> {
  const result = await tx`
    insert into users (id, name, name_key, password_hash, role, is_enabled, created_at)
    values (${user.id}, ${user.name}, ${nameKey(user.name)}, ${user.passwordHash}, ${user.role}, ${user.isEnabled},
      ${new Date(user.createdAtMs)})
    on conflict (name_key) do nothing`;
  return result.count === 1;
}

export async function updateUser(tx: Tx, user: UserWithPassword): Promise<void> {
  await tx`
    update users set password_hash = ${user.passwordHash}, role = ${user.role}, is_enabled = ${user.isEnabled}
    where id = ${user.id}`;
}

/** Whether anybody can administer this site. */
export async function hasAdministrator(query: Query): Promise<boolean> {
  const rows = await query`select 1 from users where role = 'administrator' and is_enabled limit 1`;
  return rows.length > 0;
}

export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function fromRow(row: Row): UserWithPassword {
  const user = UserShape.parse({ ...row, createdAtMs: row.createdAt.getTime() });
  return { ...user, passwordHash: row.passwordHash };
}
