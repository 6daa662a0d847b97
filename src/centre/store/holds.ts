import type { Hold } from '../../contract/recording.ts';
import type { Query, Tx } from './database.ts';

type Row = {
  id: string;
  cameraIds: string[];
  fromAt: Date;
  toAt: Date;
  reason: string;
  owner: string;
  createdAt: Date;
  expiresAt: Date;
  releasedAt: Date | null;
  releasedBy: string | null;
};

export async function insertHold(tx: Tx, hold: Hold): Promise<void> {
  await tx`
    insert into holds (id, camera_ids, from_at, to_at, reason, owner, created_at, expires_at)
    values (${hold.id}, ${hold.cameraIds}, ${new Date(hold.fromMs)}, ${new Date(hold.toMs)}, ${hold.reason},
      ${hold.owner}, ${new Date(hold.createdAtMs)}, ${new Date(hold.expiresAtMs)})`;
}

/** Locks the row until the end of the transaction. */
export async function lockHold(tx: Tx, id: string): Promise<Hold | null> {
  const [row] = await tx<Row[]>`select * from holds where id = ${id} for update`;
  return row === undefined ? null : fromRow(row);
}

export async function releaseHold(tx: Tx, id: string, by: string, nowMs: number): Promise<void> {
  await tx`
    update holds set released_at = ${new Date(nowMs)}, released_by = ${by}
    where id = ${id} and released_at is null`;
}

/** What keeps footage at the instant. */
export async function holdsInForce(query: Query, nowMs: number): Promise<Hold[]> {
  const rows = await query<Row[]>`
    select * from holds where released_at is null and expires_at > ${new Date(nowMs)} order by created_at`;
  return rows.map(fromRow);
}

/** Ended ones too, newest first. */
export async function listHolds(query: Query, limit = 1_000): Promise<Hold[]> {
  const rows = await query<Row[]>`select * from holds order by created_at desc limit ${limit}`;
  return rows.map(fromRow);
}

/** No hold is made until the end of the transaction: what is chosen for deletion now is chosen with all there are. */
export async function closeHolds(tx: Tx): Promise<void> {
  await tx`lock table holds in share mode`;
}

function fromRow(row: Row): Hold {
  return {
    id: row.id,
    cameraIds: row.cameraIds,
    fromMs: row.fromAt.getTime(),
    toMs: row.toAt.getTime(),
    reason: row.reason,
    owner: row.owner,
    createdAtMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    releasedAtMs: row.releasedAt?.getTime() ?? null,
    releasedBy: row.releasedBy,
  };
}
