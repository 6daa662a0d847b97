import type { Query, Tx } from './database.ts';

export type PushRow = {
  readonly endpointHash: Uint8Array;
  readonly userId: string;
  readonly sealed: Uint8Array;
};

/** A browser belongs to who used it last. */
export async function writePush(tx: Tx, row: PushRow, atMs: number): Promise<void> {
  await tx`
    insert into push_subscriptions (endpoint_hash, user_id, sealed, created_at)
    values (${row.endpointHash}, ${row.userId}, ${row.sealed}, ${new Date(atMs)})
    on conflict (endpoint_hash) do update set user_id = excluded.user_id, sealed = excluded.sealed`;
}

/** Of one person, newest first, as many as are used. */
export function listPush(query: Query, userId: string): Promise<PushRow[]> {
  return Promise.resolve(query<PushRow[]>`
    select p.endpoint_hash, p.user_id, p.sealed from push_subscriptions p
    join users u on u.id = p.user_id and u.is_enabled
    where p.user_id = ${userId} order by p.created_at desc limit 10`);
}

export async function deletePush(query: Query, endpointHash: Uint8Array): Promise<void> {
  await query`delete from push_subscriptions where endpoint_hash = ${endpointHash}`;
}

export async function deletePushOf(tx: Tx, userId: string): Promise<number> {
  return (await tx`delete from push_subscriptions where user_id = ${userId}`).count;
}

export async function countPush(
  query: Query,
): Promise<{ readonly userId: string; readonly name: string; readonly browsers: number }[]> {
  return query<{ userId: string; name: string; browsers: number }[]>`
    select u.id as user_id, u.name, count(*) as browsers from push_subscriptions p
    join users u on u.id = p.user_id and u.is_enabled group by u.id, u.name order by u.name`;
}
