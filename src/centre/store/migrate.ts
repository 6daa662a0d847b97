import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Query, Sql, Tx } from './database.ts';

export type Migration = { readonly number: number; readonly name: string; readonly text: string };

const lockKey = 7_216_001;

/**
 * Brings the schema to what this version needs: numbered files, forward only, each in one transaction, one centre at a time.
 * @returns names of those applied now.
 * @throws Error when an applied file was changed since, or the database is newer than this program.
 */
export async function migrate(sql: Sql, migrations: readonly Migration[] = shipped()): Promise<string[]> {
  await makeRegister(sql).catch((cause: unknown) => {
    // Two centres starting at once: the other one made it.
    if ((cause as { code?: string }).code !== '23505') throw cause;
  });
  const applied: string[] = [];
  for (const migration of migrations) {
    if (await applyOnce(sql, migration)) applied.push(migration.name);
  }
  const newest = migrations.at(-1)?.number ?? 0;
  const beyond = await sql<{ name: string }[]>`select name from schema_migrations where number > ${newest}`;
  if (beyond.length > 0) {
    throw new Error(
      `database: it was used by a newer Lamplighter (${beyond[0]!.name}). Start that version, or restore a backup made before it`,
    );
  }
  return applied;
}

async function applyOnce(sql: Sql, migration: Migration): Promise<boolean> {
  return sql.begin((tx) => applyIn(tx, migration));
}

/** In the transaction of the caller, who is alone here. @returns names of those applied now. */
export async function installSchema(tx: Tx, migrations: readonly Migration[]): Promise<string[]> {
  await makeRegister(tx);
  const applied: string[] = [];
  for (const migration of migrations) if (await applyIn(tx, migration)) applied.push(migration.name);
  return applied;
}

async function makeRegister(query: Query): Promise<void> {
  await query`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      -- SHA-256 of the file: history is not rewritten.
      checksum text not null,
      applied_at timestamptz not null default now()
    )`;
}

async function applyIn(tx: Tx, migration: Migration): Promise<boolean> {
  const checksum = checksumOf(migration);
  await tx`set local statement_timeout = 0`;
  await tx`select pg_advisory_xact_lock(${lockKey})`;
  const [known] = await tx<{ checksum: string }[]>`
      select checksum from schema_migrations where number = ${migration.number}`;
  if (known !== undefined) {
    if (known.checksum === checksum) return false;
    throw new Error(
      `database: migration ${migration.name} was changed after it had been applied. ` +
        'Restore the file; a change of the schema is a new migration',
    );
  }
  await tx.run(migration.text);
  await tx`
      insert into schema_migrations (number, name, checksum)
      values (${migration.number}, ${migration.name}, ${checksum})`;
  return true;
}

export type SchemaState =
  | { readonly state: 'current' }
  /** Not applied yet: the next start does it. */
  | { readonly state: 'behind'; readonly names: readonly string[] }
  /** Of a newer version, or changed after they had been applied. */
  | { readonly state: 'foreign'; readonly names: readonly string[] };

/** What the schema is, without changing it. */
export async function schemaState(
  sql: Sql,
  migrations: readonly Migration[] = shipped(),
): Promise<SchemaState> {
  const [table] = await sql<{ name: string | null }[]>`select to_regclass('schema_migrations')::text as name`;
  const applied =
    table!.name === null
      ? []
      : await sql<{ number: number; name: string; checksum: string }[]>`select * from schema_migrations`;
  const known = new Map(migrations.map((migration) => [migration.number, checksumOf(migration)]));
  const foreign = applied.filter(({ number, checksum }) => known.get(number) !== checksum);
  if (foreign.length > 0) return { state: 'foreign', names: foreign.map(({ name }) => name) };
  const numbers = new Set(applied.map(({ number }) => number));
  const missing = migrations.filter(({ number }) => !numbers.has(number));
  return missing.length === 0
    ? { state: 'current' }
    : { state: 'behind', names: missing.map(({ name }) => name) };
}

export function checksumOf({ text }: Migration): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The migrations beside this file, in order. */
export function shipped(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => ({
      number: Number(name.slice(0, 4)),
      name: name.slice(0, -'.sql'.length),
      text: readFileSync(join(folder, name), 'utf8'),
    }));
}
