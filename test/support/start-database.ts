import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/centre/adapters/embedded-postgres.ts';
import type { DatabaseServer } from '../../src/centre/ports.ts';
import { openDatabase, type Sql } from '../../src/centre/store/database.ts';

export type StartedDatabase = {
  readonly server: DatabaseServer;
  readonly sql: Sql;
  readonly directory: string;
  stop(): Promise<void>;
};

/** A real PostgreSQL of its own, empty. */
export async function startDatabase(): Promise<StartedDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'lamplighter-test-'));
  const server = await startEmbeddedPostgres({ directory: join(directory, 'database'), log: () => {} });
  const sql = openDatabase(server.url);
  return {
    server,
    sql,
    directory,
    async stop() {
      await sql.end();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
