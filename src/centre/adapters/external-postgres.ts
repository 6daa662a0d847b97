/** A PostgreSQL that somebody else runs. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { DatabaseServer } from '../ports.ts';
import { isDatabaseDown, openDatabase } from '../store/database.ts';

const oldestVersion = 15;
const reviveWithinMs = 10_000;

/**
 * Checks that the server can be used before anything else starts.
 * @throws Error that says what is wrong: address, password, rights, version.
 */
export async function connectExternalPostgres({
  url,
  log,
}: {
  url: string;
  log: Log;
}): Promise<DatabaseServer> {
  await probe(url);
  log('info', `database: ${placeOf(url)}`);
  return {
    url,
    async revive() {
      const untilMs = performance.now() + reviveWithinMs;
      for (;;) {
        try {
          return await probe(url);
        } catch (cause) {
          if (performance.now() > untilMs) throw cause;
          await wait(250);
        }
      }
    },
    stop: () => Promise.resolve(),
  };
}

async function probe(url: string): Promise<void> {
  const sql = openDatabase(url, { maxConnections: 1 });
  try {
    const [row] = await sql<{ version: number; mayCreate: boolean }[]>`
      select current_setting('server_version_num')::int / 10000 as version,
        has_schema_privilege('public', 'create') as may_create`;
    if (row!.version < oldestVersion) {
      throw unusable(
        `database: ${placeOf(url)} is PostgreSQL ${row!.version}; Lamplighter needs ${oldestVersion} or newer. Upgrade the server`,
      );
    }
    if (!row!.mayCreate) {
      throw unusable(
        `database: ${placeOf(url)} does not let this user make tables. Let it: grant create on schema public to "${userOf(url)}"`,
      );
    }
  } catch (cause) {
    throw explain(cause, url);
  } finally {
    await sql.end();
  }
}

function explain(cause: unknown, url: string): Error {
  const { code } = cause as { code?: string };
  const hopeless = (words: string) => unusable(`database: ${words}`, cause);
  const say = (words: string) => new Error(`database: ${words}`, { cause });
  const place = placeOf(url);
  switch (code) {
    case '28P01':
    case '28000':
      return hopeless(
        `${place} does not accept user "${userOf(url)}" with this password. Correct the database address in lamplighter.yaml`,
      );
    case '3D000':
      return hopeless(
        `${place} does not exist. Create it (createdb), or correct the name in lamplighter.yaml`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return say(`the host of ${place} is not known. Correct the database address in lamplighter.yaml`);
    case 'ECONNREFUSED':
      return say(
        `nothing answers at ${place}. Start PostgreSQL there, or correct host and port in lamplighter.yaml`,
      );
    case 'ETIMEDOUT':
      return say(
        `${place} did not answer within 5 s. Check the network, a firewall, and host and port in lamplighter.yaml`,
      );
    case '53300':
      return say(`${place} has no connection left. Raise max_connections, or stop what uses them up`);
  }
  if (isDatabaseDown(cause)) return say(`${place} ends the connection. Its own log says why`);
  return cause instanceof Error && cause.message.startsWith('database:')
    ? cause
    : say(`${place}: ${String(cause)}`);
}

/** Starting again cannot help: somebody has to change something first. */
function unusable(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { isHopeless: true });
}

/** Where the database is, without its password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `postgres://${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
