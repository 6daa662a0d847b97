/** Backups for tests: a site's tables as digests, and a place to restore into. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBackupFile } from '../../src/backup/backup-file.ts';
import { checkBackup } from '../../src/backup/read-backup.ts';
import { type RestoreReport, restore } from '../../src/backup/restore.ts';
import { type BackupReport, writeBackup } from '../../src/backup/write-backup.ts';
import { startEmbeddedPostgres } from '../../src/centre/adapters/embedded-postgres.ts';
import { identifier, openDatabase, type Sql } from '../../src/centre/store/database.ts';
import type { Blobs } from '../../src/storage/blobs.ts';
import { openStorage } from '../../src/storage/open-storage.ts';

const log = () => {};

export type BackedUp = {
  readonly sql: Sql;
  readonly blobs: Blobs | null;
  readonly dataDirectory: string;
};

export async function backUp(
  site: BackedUp,
  more: { readonly file: string; readonly recipient?: string; readonly nowMs?: number },
): Promise<BackupReport> {
  return writeBackup(
    { ...site, configFile: null, product: 'test' },
    {
      file: await openBackupFile(more.file),
      recipient: more.recipient ?? null,
      nowMs: more.nowMs ?? Date.now(),
    },
  );
}

export type RestoreWish = {
  readonly dataDirectory: string;
  readonly identity?: string;
  readonly deletionsFile?: string;
  readonly isAgain?: boolean;
  readonly nowMs?: number;
};

/** Footage and exhibits lie where they do by default: in the data directory. */
export async function putBack(file: string, wish: RestoreWish): Promise<RestoreReport> {
  const { dataDirectory } = wish;
  return restore({
    backup: await checkBackup(file, { identity: wish.identity ?? null }),
    dataDirectory,
    database: null,
    storage: { kind: 'disk', volumes: [path.join(dataDirectory, 'footage')], reserveBytes: 0 },
    deletionsFile: wish.deletionsFile ?? null,
    isAgain: wish.isAgain ?? false,
    nowMs: wish.nowMs ?? Date.now(),
    log,
  });
}

/** The restored site for as long as the look lasts. */
export async function lookInto<T>(
  dataDirectory: string,
  look: (site: { readonly sql: Sql; readonly blobs: Blobs }) => Promise<T>,
): Promise<T> {
  const server = await startEmbeddedPostgres({ directory: path.join(dataDirectory, 'postgres'), log });
  const sql = openDatabase(server.url, { maxConnections: 3 });
  const volumes = [path.join(dataDirectory, 'footage')];
  const blobs = openStorage({ kind: 'disk', volumes, reserveBytes: 0 });
  try {
    return await look({ sql, blobs });
  } finally {
    await blobs.close();
    await sql.end();
    await server.stop();
  }
}

/** Of every table: how many rows, and the MD5 of all of them in order. */
export async function digestsOf(sql: Sql): Promise<Map<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' order by 1`;
  const digests = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await sql<{ digest: string }[]>`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\n' order by t::text)), '') as digest
      from ${identifier(name)} as t`;
    digests.set(name, row!.digest);
  }
  return digests;
}

export async function emptyFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lamplighter-restore-'));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
