import { type Handover, Handover as HandoverShape } from '../../contract/handovers.ts';
import type { Handover as CoreHandover } from '../../core/handover.ts';
import { json, type Query, type Tx } from './database.ts';

type Row = {
  id: string;
  state: string;
  madeAt: Date;
  madeBy: string;
  text: string;
  facts: unknown;
  takenAt: Date | null;
  takenBy: string | null;
};

/** Newest first. */
export async function listHandovers(query: Query, limit: number): Promise<Handover[]> {
  const rows = await query<Row[]>`select * from handovers order by made_at desc, id limit ${limit}`;
  return rows.map(fromRow);
}

/** Locks the row until the end of the transaction. */
export async function holdHandover(tx: Tx, id: string): Promise<Handover | null> {
  const [row] = await tx<Row[]>`select * from handovers where id = ${id} for update`;
  return row === undefined ? null : fromRow(row);
}

/** Two who write at once come one after the other. @returns what it replaces; null: nothing waited. */
export async function replaceWaiting(tx: Tx): Promise<Handover | null> {
  await tx`lock table handovers in share row exclusive mode`;
  const [row] = await tx<Row[]>`
    update handovers set state = 'replaced' where state = 'waiting' returning *`;
  return row === undefined ? null : fromRow(row);
}

export async function insertHandover(tx: Tx, handover: CoreHandover): Promise<Handover> {
  const [row] = await tx<Row[]>`
    insert into handovers (id, state, made_at, made_by, text, facts)
    values (${handover.id}, ${handover.state}, ${new Date(handover.madeAtMs)}, ${handover.madeBy}, ${handover.text},
      ${json(handover.facts)})
    returning *`;
  return fromRow(row!);
}

export async function markTaken(tx: Tx, { id, takenAtMs, takenBy }: CoreHandover): Promise<void> {
  await tx`
    update handovers set state = 'taken', taken_at = ${new Date(takenAtMs!)}, taken_by = ${takenBy} where id = ${id}`;
}

function fromRow({ madeAt, takenAt, ...row }: Row): Handover {
  return HandoverShape.parse({ ...row, madeAtMs: madeAt.getTime(), takenAtMs: takenAt?.getTime() ?? null });
}
