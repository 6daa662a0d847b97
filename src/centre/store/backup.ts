/** What a backup reads of the database, as of one instant, and how it is put back: whole tables in PostgreSQL's text form. */
import { type CopyTx, type Query, quoted, type Sql } from './database.ts';
import { partitionNamed } from './measures.ts';
import { installSchema, type Migration } from './migrate.ts';

export type BackupTable = {
  readonly name: string;
  readonly columns: readonly string[];
  /** Partitioned tables hold no rows themselves. */
  readonly isParent: boolean;
};

export type AppliedMigration = { readonly number: number; readonly name: string; readonly checksum: string };

export type SequencePosition = { readonly name: string; readonly value: number };

export type SnapshotShape = {
  readonly schema: readonly AppliedMigration[];
  /** In an order in which they can be filled: what is referred to comes first. */
  readonly tables: readonly BackupTable[];
  readonly sequences: readonly SequencePosition[];
  /** Hash of the first audit entry, hex: no two sites share it. Null: nothing has happened yet. */
  readonly site: string | null;
  readonly auditHead: number;
  readonly exhibits: readonly StoredBundle[];
};

export type StoredBundle = { readonly id: string; readonly bytes: number; readonly sha256: string };

export type Snapshot = SnapshotShape & {
  /** Rows of a table, in pieces. One table at a time. */
  rowsOf(table: BackupTable): AsyncIterable<Uint8Array>;
};

/**
 * Left out: who is signed in, what consoles were told, one-time links, and masked frames that wait to be labelled, which
 * live a day and may not live on in a backup.
 */
export const notInBackup: readonly string[] = [
  'sessions',
  'setup_tokens',
  'outbox',
  'labellings',
  'labelling_frames',
];

/** All of it as of one instant, while others write. They wait for nothing, but no migration and no new day begins meanwhile. */
export function readSnapshot<T>(sql: Sql, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return sql.begin(async (tx) => {
    await tx.run('set transaction isolation level repeatable read');
    await unhurried(tx);
    // Before the snapshot is taken: days of measures are neither made nor dropped from here on (store/measures.ts).
    await tx.run('lock table schema_migrations in share mode');
    const tables = await tablesOf(tx);
    const [first] = await tx<{ hash: Uint8Array }[]>`select hash from audit where id = 1`;
    const [head] = await tx<{ id: number }[]>`select coalesce(max(id), 0)::bigint as id from audit`;
    return work({
      schema: await tx<
        AppliedMigration[]
      >`select number, name, checksum from schema_migrations order by number`,
      tables,
      sequences: await tx<SequencePosition[]>`
        select sequencename as name, last_value as value from pg_sequences
        where schemaname = current_schema() and last_value is not null order by sequencename`,
      site: first === undefined ? null : Buffer.from(first.hash).toString('hex'),
      auditHead: head!.id,
      exhibits: await readyBundles(tx),
      rowsOf: (table) => tx.copyOut(`copy ${quoted(table.name)} (${listOf(table.columns)}) to stdout`),
    });
  });
}

/** Number of tables; 0: nobody lives here. */
export async function countTables(query: Query): Promise<number> {
  const [row] = await query<{ count: number }[]>`
    select count(*)::int as count from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm')`;
  return row!.count;
}

/**
 * Fills an empty database, in the transaction of the caller.
 * @param migrations exactly those that the backup had applied.
 * @throws Error naming a table or column that this schema does not have.
 */
export async function loadTables(
  tx: CopyTx,
  from: {
    readonly migrations: readonly Migration[];
    readonly tables: readonly BackupTable[];
    readonly sequences: readonly SequencePosition[];
    readonly rowsOf: (table: BackupTable) => AsyncIterable<Uint8Array>;
    readonly onTable?: (table: BackupTable) => void;
  },
): Promise<void> {
  await unhurried(tx);
  await installSchema(tx, from.migrations);
  await tx`delete from schema_migrations`;
  for (const { name } of from.tables) {
    const definition = partitionNamed(name);
    if (definition !== null) await tx.run(definition);
  }
  const known = new Map((await tablesOf(tx)).map((table) => [table.name, table]));
  for (const table of from.tables) {
    const own = known.get(table.name);
    const strange = own === undefined ? [] : table.columns.filter((column) => !own.columns.includes(column));
    if (own === undefined || strange.length > 0)
      throw new Error(
        `the backup holds ${own === undefined ? 'a table' : 'columns'} this schema does not have: ${[table.name, ...strange].join(' ')}`,
      );
    if (table.isParent) continue;
    from.onTable?.(table);
    await tx.copyIn(`copy ${quoted(table.name)} (${listOf(table.columns)}) from stdin`, from.rowsOf(table));
  }
  for (const { name, value } of from.sequences) await tx`select setval(${quoted(name)}::regclass, ${value})`;
}

async function tablesOf(query: Query): Promise<BackupTable[]> {
  const rows = await query<{ name: string; isParent: boolean; columns: string[]; needs: string[] }[]>`
    select c.relname::text as name, c.relkind = 'p' as is_parent,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(array_agg(f.relname::text), '{}') from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p') and c.relname <> all(${notInBackup}::text[])
    order by c.relname`;
  const ordered: BackupTable[] = [];
  const waiting = new Map(rows.map((row) => [row.name, row]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ needs }) => !needs.some((name) => waiting.has(name)));
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a ring: ${[...waiting.keys()].join(', ')}`);
    for (const { name, isParent, columns } of ready) {
      waiting.delete(name);
      ordered.push({ name, isParent, columns });
    }
  }
  return ordered;
}

export async function readyBundles(query: Query): Promise<StoredBundle[]> {
  const [table] = await query<{ name: string | null }[]>`select to_regclass('exhibits')::text as name`;
  if (table!.name === null) return [];
  return query<StoredBundle[]>`select id, bytes, sha256 from exhibits where state = 'ready' order by id`;
}

/** As long as it takes, and every value in the one form that is read back exactly. */
async function unhurried(tx: CopyTx): Promise<void> {
  await tx.run(`
    set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0;
    set local datestyle = 'ISO, YMD';
    set local timezone = 'UTC';
    set local extra_float_digits = 1;
    set local bytea_output = 'hex'`);
}

function listOf(columns: readonly string[]): string {
  return columns.map(quoted).join(', ');
}
