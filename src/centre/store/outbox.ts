import { LiveEvent } from '../../contract/events.ts';
import { json, type Query, type Sql, type Tx } from './database.ts';

/** Rings whenever the outbox grew; the rows themselves say what happened. */
export const outboxChannel = 'lamplighter_outbox';

export type OutboxEvent = { readonly id: number; readonly event: LiveEvent | null };

/** Numbered in their order. Only through ledger.ts: ids must become visible as they are counted. */
export async function announce(
  tx: Tx,
  told: readonly { readonly atMs: number; readonly event: LiveEvent }[],
): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map(({ atMs, event }, nth) => ({ nth, at: new Date(atMs), event }));
  // The bell is rung by PostgreSQL after the commit, at every centre that listens.
  await tx`
    with written as (
      insert into outbox (at, event)
      select "at", "event"
      from jsonb_to_recordset(${json(rows)}) as told("nth" integer, "at" timestamptz, "event" jsonb)
      order by "nth")
    select pg_notify(${outboxChannel}, '')`;
}

/** The id of the newest event; 0 while there has been none. */
export async function newestEventId(query: Query): Promise<number> {
  const [row] = await query<{ id: number }[]>`select coalesce(max(id), 0)::bigint as id from outbox`;
  return row!.id;
}

/** Events after `id`, oldest first; null stands for what another version wrote and this one cannot read. */
export async function eventsAfter(query: Query, id: number, limit: number): Promise<OutboxEvent[]> {
  const rows = await query<{ id: number; event: unknown }[]>`
    select id, event from outbox where id > ${id} order by id limit ${limit}`;
  return rows.map((row) => ({ id: row.id, event: LiveEvent.safeParse(row.event).data ?? null }));
}

/** Whether everything after `id` is still kept, so that a reader who saw `id` can go on from there. */
export async function reachesBackTo(query: Query, id: number): Promise<boolean> {
  const [row] = await query<{ oldest: number | null; newest: number | null }[]>`
    select min(id) as oldest, max(id) as newest from outbox`;
  if (row!.oldest === null || row!.newest === null) return false;
  return id <= row!.newest && id >= row!.oldest - 1;
}

/** Forgets what no console will ask for any more, once notifications were made of it. The newest event always stays: it holds the place. */
export async function pruneOutbox(sql: Sql, beforeMs: number): Promise<number> {
  const gone = await sql`
    delete from outbox where at < ${new Date(beforeMs)} and id < (select max(id) from outbox)
      and id <= coalesce((select outbox_id from notification_cursor), id)`;
  return gone.count;
}

export function listenToOutbox(sql: Sql, onChange: () => void): Promise<{ unlisten(): Promise<void> }> {
  return sql.listen(outboxChannel, onChange);
}
