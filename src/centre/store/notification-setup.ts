import type { Query, Tx } from './database.ts';

export type SetupPart = 'channel' | 'recipient' | 'rule';
export type SetupRow = {
  readonly id: string;
  readonly part: SetupPart;
  readonly sealed: Uint8Array;
  readonly version: number;
  readonly changedBy: string;
  readonly changedAtMs: number;
};

type Row = Omit<SetupRow, 'changedAtMs'> & { changedAt: Date };

/** In the order in which they were made. */
export async function listSetup(query: Query): Promise<SetupRow[]> {
  const rows = await query<Row[]>`
    select * from notification_setup order by array_position(array['channel', 'recipient', 'rule'], part), changed_at, id`;
  return rows.map(fromRow);
}

/** Locks all of it: that a rule names recipients that exist is a rule about all rows. */
export async function holdSetup(tx: Tx): Promise<SetupRow[]> {
  await tx`lock table notification_setup in share row exclusive mode`;
  return listSetup(tx);
}

export async function writeSetup(tx: Tx, row: SetupRow): Promise<void> {
  await tx`
    insert into notification_setup (id, part, sealed, version, changed_by, changed_at)
    values (${row.id}, ${row.part}, ${row.sealed}, ${row.version}, ${row.changedBy}, ${new Date(row.changedAtMs)})
    on conflict (id) do update set sealed = excluded.sealed, version = excluded.version,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`;
}

export async function deleteSetup(tx: Tx, id: string): Promise<void> {
  await tx`delete from notification_setup where id = ${id}`;
}

function fromRow(row: Row): SetupRow {
  const { changedAt, ...rest } = row;
  return { ...rest, changedAtMs: changedAt.getTime() };
}
