import { OutOfService } from '../../contract/alarms.ts';
import type { OutOfService as Order } from '../../core/alarm/set-aside.ts';
import type { Query, Tx } from './database.ts';

type Row = {
  id: string;
  cameraId: string | null;
  zoneId: string | null;
  kind: string | null;
  by: string;
  reason: string;
  since: Date;
  until: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
};

export async function insertOutOfService(tx: Tx, order: Order): Promise<void> {
  await tx`
    insert into out_of_service (id, camera_id, zone_id, kind, by, reason, since, until)
    values (${order.id}, ${order.cameraId}, ${order.zoneId}, ${order.kind}, ${order.by}, ${order.reason},
      ${new Date(order.sinceMs)}, ${order.untilMs === null ? null : new Date(order.untilMs)})`;
}

/** Locks the row until the end of the transaction. */
export async function holdOutOfService(tx: Tx, id: string): Promise<Order | null> {
  const [row] = await tx<Row[]>`select * from out_of_service where id = ${id} for update`;
  return row === undefined ? null : fromRow(row);
}

export async function endOutOfService(tx: Tx, order: Order): Promise<void> {
  await tx`
    update out_of_service set ended_at = ${new Date(order.endedAtMs!)}, ended_by = ${order.endedBy}
    where id = ${order.id} and ended_at is null`;
}

/** What nobody and nothing has ended, also where its time is up and the clock has not been looked at yet. */
export async function standingOutOfService(query: Query): Promise<Order[]> {
  const rows = await query<Row[]>`select * from out_of_service where ended_at is null order by since, id`;
  return rows.map(fromRow);
}

/** Ended ones too, newest first. */
export async function listOutOfService(query: Query, limit = 1_000): Promise<Order[]> {
  const rows = await query<Row[]>`select * from out_of_service order by since desc, id limit ${limit}`;
  return rows.map(fromRow);
}

function fromRow(row: Row): Order {
  return OutOfService.parse({
    ...row,
    sinceMs: row.since.getTime(),
    untilMs: row.until?.getTime() ?? null,
    endedAtMs: row.endedAt?.getTime() ?? null,
  });
}
