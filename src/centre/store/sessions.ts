import { Role } from '../../contract/shapes.ts';
import type { Role as CoreRole } from '../../core/access.ts';
import type { Query, Sql, Tx } from './database.ts';

/** A session with the person it belongs to. */
export type StoredSession = {
  readonly tokenHash: Uint8Array;
  readonly userId: string;
  readonly userName: string;
  readonly role: CoreRole;
  readonly userCreatedAtMs: number;
  readonly seenAtMs: number;
  readonly expiresAtMs: number;
};

type Row = {
  tokenHash: Uint8Array;
  userId: string;
  userName: string;
  role: string;
  userCreatedAt: Date;
  seenAt: Date;
  expiresAt: Date;
};

/** Asked now, and sessions seen since `idleSinceMs` are alive. */
export type Alive = { readonly nowMs: number; readonly idleSinceMs: number };

export async function insertSession(
  tx: Tx,
  session: { tokenHash: Uint8Array; userId: string; nowMs: number; expiresAtMs: number },
): Promise<void> {
  await tx`
    insert into sessions (token_hash, user_id, created_at, seen_at, expires_at)
    values (${session.tokenHash}, ${session.userId}, ${new Date(session.nowMs)}, ${new Date(session.nowMs)},
      ${new Date(session.expiresAtMs)})`;
}

/** Null when it never was, has expired, has been idle too long, or its person is disabled. */
export async function findSession(
  query: Query,
  tokenHash: Uint8Array,
  alive: Alive,
): Promise<StoredSession | null> {
  const [row] = await query<Row[]>`
    select s.token_hash, s.user_id, s.seen_at, s.expires_at, u.name as user_name, u.role, u.created_at as user_created_at
    from sessions s join users u on u.id = s.user_id
    where s.token_hash = ${tokenHash} and u.is_enabled
      and s.expires_at > ${new Date(alive.nowMs)} and ${isAwake(query, alive)}`;
  if (row === undefined) return null;
  return {
    tokenHash: row.tokenHash,
    userId: row.userId,
    userName: row.userName,
    role: Role.parse(row.role),
    userCreatedAtMs: row.userCreatedAt.getTime(),
    seenAtMs: row.seenAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
  };
}

/** A connection of theirs is open at this moment. */
export async function touchLive(
  query: Query,
  tokenHashes: readonly Uint8Array[],
  nowMs: number,
): Promise<void> {
  if (tokenHashes.length === 0) return;
  await query`update sessions set live_at = ${new Date(nowMs)} where token_hash in ${among(query, tokenHashes)}`;
}

/** People who can sign in, and whether a connection of theirs was open since then; by name. */
export async function listPeople(
  query: Query,
  liveSinceMs: number,
): Promise<{ userId: string; name: string; role: CoreRole; isPresent: boolean }[]> {
  const rows = await query<{ userId: string; name: string; role: string; isPresent: boolean }[]>`
    select u.id as user_id, u.name, u.role, exists (
      select 1 from sessions s where s.user_id = u.id and s.live_at > ${new Date(liveSinceMs)}) as is_present
    from users u where u.is_enabled and u.role <> 'unit' order by u.name_key`;
  return rows.map((row) => ({ ...row, role: Role.parse(row.role) }));
}

export async function touchSessions(
  query: Query,
  tokenHashes: readonly Uint8Array[],
  nowMs: number,
): Promise<void> {
  if (tokenHashes.length === 0) return;
  await query`update sessions set seen_at = ${new Date(nowMs)} where token_hash in ${among(query, tokenHashes)}`;
}

/** Of these, the ones that are alive, with the role their person has now. */
export async function aliveAmong(
  query: Query,
  tokenHashes: readonly Uint8Array[],
  alive: Alive,
): Promise<Map<string, CoreRole>> {
  const rows = await query<{ tokenHash: Uint8Array; role: string }[]>`
    select s.token_hash, u.role from sessions s join users u on u.id = s.user_id
    where s.token_hash in ${among(query, tokenHashes)} and u.is_enabled
      and s.expires_at > ${new Date(alive.nowMs)} and ${isAwake(query, alive)}`;
  return new Map(rows.map((row) => [Buffer.from(row.tokenHash).toString('hex'), Role.parse(row.role)]));
}

export async function deleteSession(tx: Tx, tokenHash: Uint8Array): Promise<void> {
  await tx`delete from sessions where token_hash = ${tokenHash}`;
}

/** Ends all sessions of a person, or all but one. */
export async function deleteSessionsOf(
  tx: Tx,
  userId: string,
  except: Uint8Array | null = null,
): Promise<void> {
  await tx`
    delete from sessions where user_id = ${userId} and (${except}::bytea is null or token_hash <> ${except}::bytea)`;
}

export async function pruneSessions(sql: Sql, alive: Alive): Promise<void> {
  await sql`
    delete from sessions s using users u
    where u.id = s.user_id and (s.expires_at <= ${new Date(alive.nowMs)} or not ${isAwake(sql, alive)})`;
}

/** The phone of a unit lies in a pocket for hours and is still its phone, until the session is over. */
function isAwake(query: Query, alive: Alive) {
  return query`(s.seen_at > ${new Date(alive.idleSinceMs)} or u.role = 'unit')`;
}

/** The driver cannot send an array of bytes: it travels as hexadecimal text. */
function among(query: Query, hashes: readonly Uint8Array[]) {
  const texts = hashes.map((hash) => Buffer.from(hash).toString('hex'));
  return query`(select decode(t, 'hex') from unnest(${texts}::text[]) as t)`;
}
