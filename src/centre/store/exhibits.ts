import type { Exhibit } from '../../contract/exhibits.ts';
import type { Query, Tx } from './database.ts';

/** Without progress, which is known only to the one who makes it. */
export type StoredExhibit = Omit<Exhibit, 'progress'> & { readonly askedById: string };

type Row = {
  id: string;
  state: Exhibit['state'];
  kind: Exhibit['kind'];
  openingId: string | null;
  cameraId: string;
  cameraName: string;
  fromAt: Date;
  toAt: Date;
  title: string;
  reason: string;
  incident: string | null;
  language: Exhibit['language'];
  hasSealed: boolean;
  askedById: string;
  askedBy: string;
  askedAt: Date;
  message: string | null;
  bytes: number | null;
  sha256: string | null;
  madeAt: Date | null;
  deleteAfter: Date;
  holdUntil: Date | null;
  holdBy: string | null;
  holdReason: string | null;
  deletedAt: Date | null;
  deletedBy: string | null;
};

export async function insertExhibit(tx: Tx, exhibit: StoredExhibit): Promise<void> {
  await tx`
    insert into exhibits (id, state, kind, opening_id, camera_id, camera_name, from_at, to_at, title, reason, incident,
      language, has_sealed, asked_by_id, asked_by, asked_at, delete_after)
    values (${exhibit.id}, 'waiting', ${exhibit.kind}, ${exhibit.openingId}, ${exhibit.cameraId},
      ${exhibit.cameraName}, ${new Date(exhibit.fromMs)}, ${new Date(exhibit.toMs)}, ${exhibit.title},
      ${exhibit.reason}, ${exhibit.incident}, ${exhibit.language}, ${exhibit.hasSealed}, ${exhibit.askedById},
      ${exhibit.askedBy}, ${new Date(exhibit.askedAtMs)}, ${new Date(exhibit.deleteAfterMs)})`;
}

/** Newest first. */
export async function listExhibits(query: Query, limit: number): Promise<StoredExhibit[]> {
  const rows = await query<Row[]>`select * from exhibits order by asked_at desc, id limit ${limit}`;
  return rows.map(fromRow);
}

export async function findExhibit(query: Query, id: string): Promise<StoredExhibit | null> {
  const [row] = await query<Row[]>`select * from exhibits where id = ${id}`;
  return row === undefined ? null : fromRow(row);
}

/** Locks the row until the end of the transaction. */
export async function lockExhibit(tx: Tx, id: string): Promise<StoredExhibit | null> {
  const [row] = await tx<Row[]>`select * from exhibits where id = ${id} for update`;
  return row === undefined ? null : fromRow(row);
}

export async function countUnfinished(query: Query): Promise<number> {
  const [row] = await query<{ count: number }[]>`
    select count(*)::int as count from exhibits where state in ('waiting', 'making')`;
  return row!.count;
}

/** The one that waits longest is being made now; null: none waits. */
export async function takeWaiting(query: Query): Promise<StoredExhibit | null> {
  const [row] = await query<Row[]>`
    update exhibits set state = 'making' where id = (
      select id from exhibits where state = 'waiting' order by asked_at, id limit 1 for update skip locked)
    returning *`;
  return row === undefined ? null : fromRow(row);
}

/** What a run that ended was making. */
export async function listMaking(query: Query): Promise<StoredExhibit[]> {
  const rows = await query<Row[]>`select * from exhibits where state = 'making' order by asked_at`;
  return rows.map(fromRow);
}

/** It is made anew from the beginning. */
export async function putBack(query: Query, id: string): Promise<void> {
  await query`update exhibits set state = 'waiting' where id = ${id} and state = 'making'`;
}

export async function markFailed(tx: Tx, id: string, message: string): Promise<void> {
  await tx`update exhibits set state = 'failed', message = ${message} where id = ${id} and state = 'making'`;
}

export async function markReady(
  tx: Tx,
  id: string,
  made: { readonly bytes: number; readonly sha256: string; readonly atMs: number },
): Promise<void> {
  await tx`
    update exhibits set state = 'ready', bytes = ${made.bytes}, sha256 = ${made.sha256}, made_at = ${new Date(made.atMs)}
    where id = ${id} and state = 'making'`;
}

export async function holdExhibit(
  tx: Tx,
  id: string,
  hold: { readonly untilMs: number; readonly by: string; readonly reason: string },
): Promise<void> {
  await tx`
    update exhibits set hold_until = ${new Date(hold.untilMs)}, hold_by = ${hold.by}, hold_reason = ${hold.reason}
    where id = ${id}`;
}

/** Their date has come and nothing holds them. */
export async function listDue(query: Query, nowMs: number): Promise<StoredExhibit[]> {
  const now = new Date(nowMs);
  const rows = await query<Row[]>`
    select * from exhibits
    where state = 'ready' and delete_after <= ${now} and (hold_until is null or hold_until <= ${now})
    order by delete_after limit 100`;
  return rows.map(fromRow);
}

export async function markDeleted(tx: Tx, id: string, by: string, nowMs: number): Promise<void> {
  await tx`
    update exhibits set state = 'deleted', deleted_at = ${new Date(nowMs)}, deleted_by = ${by}
    where id = ${id} and state = 'ready'`;
}

function fromRow(row: Row): StoredExhibit {
  return {
    id: row.id,
    state: row.state,
    kind: row.kind,
    openingId: row.openingId,
    cameraId: row.cameraId,
    cameraName: row.cameraName,
    fromMs: row.fromAt.getTime(),
    toMs: row.toAt.getTime(),
    title: row.title,
    reason: row.reason,
    incident: row.incident,
    language: row.language,
    hasSealed: row.hasSealed,
    askedById: row.askedById,
    askedBy: row.askedBy,
    askedAtMs: row.askedAt.getTime(),
    message: row.message,
    bytes: row.bytes,
    sha256: row.sha256,
    madeAtMs: row.madeAt?.getTime() ?? null,
    deleteAfterMs: row.deleteAfter.getTime(),
    hold:
      row.holdUntil === null
        ? null
        : { untilMs: row.holdUntil.getTime(), by: row.holdBy!, reason: row.holdReason! },
    deletedAtMs: row.deletedAt?.getTime() ?? null,
    deletedBy: row.deletedBy,
  };
}
