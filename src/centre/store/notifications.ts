import type { ChannelKind } from '../../contract/notifications.ts';
import type { Cause, Tally } from '../../core/notification/cause.ts';
import {
  giveUpAfterMs,
  type Notification,
  type NotificationState,
} from '../../core/notification/notification.ts';
import { json, type Query, type Tx } from './database.ts';

export type StoredNotification = Notification & {
  readonly ruleId: string | null;
  readonly ruleName: string | null;
  readonly recipientId: string;
  readonly recipientName: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly channelKind: ChannelKind;
  readonly isIfUnacknowledged: boolean;
  readonly hasPicture: boolean;
  readonly subject: string;
  readonly body: string;
};

type Row = {
  [K in Exclude<
    keyof StoredNotification,
    'createdAtMs' | 'nextAtMs' | 'giveUpAtMs' | 'endedAtMs' | 'state' | 'channelKind'
  >]: StoredNotification[K];
} & {
  state: NotificationState;
  channelKind: ChannelKind;
  createdAt: Date;
  nextAt: Date;
  giveUpAt: Date;
  endedAt: Date | null;
};

/** Makes the place where reading begins, once: what has happened before is told to nobody. */
export async function makeCursor(query: Query): Promise<void> {
  await query`
    insert into notification_cursor (outbox_id) select coalesce(max(id), 0) from outbox
    on conflict (is_only) do nothing`;
}

/** Locks the place up to which the outbox was read: one centre at a time reads on. */
export async function holdCursor(tx: Tx): Promise<number> {
  const [row] = await tx<{ outboxId: number }[]>`select outbox_id from notification_cursor for update`;
  return row!.outboxId;
}

export async function moveCursor(tx: Tx, outboxId: number): Promise<void> {
  await tx`update notification_cursor set outbox_id = ${outboxId}`;
}

/** @returns false when this standing of an alarm was looked at before. */
export async function isNewCause(tx: Tx, key: string, atMs: number): Promise<boolean> {
  const result = await tx`
    insert into notification_causes (key, at) values (${key}, ${new Date(atMs)}) on conflict (key) do nothing`;
  return result.count === 1;
}

/** What one rule was to tell one recipient since then, and what still waits; newest last. Locks the rows. */
export async function holdLately(
  tx: Tx,
  of: { readonly ruleId: string; readonly recipientId: string; readonly sinceMs: number },
): Promise<StoredNotification[]> {
  const rows = await tx<Row[]>`
    select * from notifications
    where rule_id = ${of.ruleId} and recipient_id = ${of.recipientId}
      and (state = 'waiting' or give_up_at > ${new Date(of.sinceMs + giveUpAfterMs)})
    order by created_at desc, id limit 500 for update`;
  return rows.map(fromRow).reverse();
}

export async function writeNotification(tx: Tx, one: StoredNotification): Promise<void> {
  await tx`
    insert into notifications (id, state, rule_id, rule_name, recipient_id, recipient_name, channel_id, channel_name,
      channel_kind, is_if_unacknowledged, has_picture, subject, body, causes, tally, repeats, is_gathering, attempts,
      created_at, next_at, give_up_at, ended_at, said)
    values (${one.id}, ${one.state}, ${one.ruleId}, ${one.ruleName}, ${one.recipientId}, ${one.recipientName},
      ${one.channelId}, ${one.channelName}, ${one.channelKind}, ${one.isIfUnacknowledged}, ${one.hasPicture},
      ${one.subject}, ${one.body}, ${json(one.causes)}, ${json(one.tally)}, ${one.repeats}, ${one.isGathering},
      ${one.attempts}, ${new Date(one.createdAtMs)}, ${new Date(one.nextAtMs)}, ${new Date(one.giveUpAtMs)},
      ${one.endedAtMs === null ? null : new Date(one.endedAtMs)}, ${one.said})
    on conflict (id) do update set state = excluded.state, subject = excluded.subject, body = excluded.body,
      causes = excluded.causes, tally = excluded.tally, repeats = excluded.repeats,
      is_gathering = excluded.is_gathering, attempts = excluded.attempts, next_at = excluded.next_at,
      give_up_at = excluded.give_up_at, ended_at = excluded.ended_at, said = excluded.said`;
}

/**
 * Due ones, oldest first, locked; those that another centre holds at this moment are left to it.
 * @param busyChannelIds channels that have as much to do as they may.
 */
export async function holdDue(
  tx: Tx,
  of: { readonly nowMs: number; readonly limit: number; readonly busyChannelIds: readonly string[] },
): Promise<StoredNotification[]> {
  const rows = await tx<Row[]>`
    select * from notifications
    where state = 'waiting' and next_at <= ${new Date(of.nowMs)}
      and channel_id <> all(${[...of.busyChannelIds]}::uuid[])
    order by next_at, id limit ${of.limit} for update skip locked`;
  return rows.map(fromRow);
}

/** Locks the row until the end of the transaction. */
export async function holdNotification(tx: Tx, id: string): Promise<StoredNotification | null> {
  const [row] = await tx<Row[]>`select * from notifications where id = ${id} for update`;
  return row === undefined ? null : fromRow(row);
}

/** Newest first. */
export async function listNotifications(
  query: Query,
  of: { readonly state: NotificationState | null; readonly limit: number },
): Promise<StoredNotification[]> {
  const rows = await query<Row[]>`
    select * from notifications where ${of.state}::text is null or state = ${of.state}
    order by created_at desc, id limit ${of.limit}`;
  return rows.map(fromRow);
}

/** How many of each state were made since, or still wait. */
export async function countNotifications(
  query: Query,
  sinceMs: number,
): Promise<{ readonly [S in NotificationState]: number }> {
  const rows = await query<{ state: NotificationState; count: number }[]>`
    select state, count(*) as count from notifications
    where state = 'waiting' or created_at > ${new Date(sinceMs)} group by state`;
  const of = (state: NotificationState) => rows.find((row) => row.state === state)?.count ?? 0;
  return { waiting: of('waiting'), sent: of('sent'), failed: of('failed'), dropped: of('dropped') };
}

/** Forgets what is over and old. What waits stays, however old. */
export async function pruneNotifications(query: Query, beforeMs: number): Promise<void> {
  const before = new Date(beforeMs);
  await query`delete from notifications where state <> 'waiting' and created_at < ${before}`;
  await query`
    delete from notification_causes c where at < ${before}
      and not exists (select 1 from alarms a where a.state <> 'normal' and c.key = a.id || ' ' || a.situation_id)`;
}

function fromRow(row: Row): StoredNotification {
  const { createdAt, nextAt, giveUpAt, endedAt, ...rest } = row;
  return {
    ...rest,
    causes: row.causes as readonly Cause[],
    tally: row.tally as Tally,
    createdAtMs: createdAt.getTime(),
    nextAtMs: nextAt.getTime(),
    giveUpAtMs: giveUpAt.getTime(),
    endedAtMs: endedAt?.getTime() ?? null,
  };
}
